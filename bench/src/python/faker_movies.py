"""The movie with Python's Faker, as its users would write it."""

from datetime import date

import movies
from faker import Faker

fake = Faker("en_US")
Faker.seed(42)
first, last = date(1900, 1, 1), date(2026, 12, 31)


def people(count):
    return [fake.name() for _ in range(count)]


def movie(regions, languages):
    return {
        "titleId": fake.uuid4(),
        "ordering": fake.random_int(0, 9999),
        "title": fake.catch_phrase(),
        "region": fake.random_element(regions),
        "language": fake.random_element(languages),
        "types": people(5),
        "attributes": people(5),
        "isOriginalTitle": fake.pybool(),
        "tconst": fake.hex_color(),
        "titleType": fake.domain_name(),
        "primaryTitle": fake.catch_phrase(),
        "originalTitle": f"{fake.company()}:{fake.catch_phrase()}",
        "isAdult": fake.pybool(),
        "startYear": fake.date_between(first, last).isoformat(),
        "endYear": fake.random_int(1900, 2026),
        "runtimeMinutes": fake.random_int(1, 300),
        "genres": [fake.country() for _ in range(5)],
        "directors": people(2),
        "writers": people(40),
        "actors": people(120),
    }


movies.write(movie)
