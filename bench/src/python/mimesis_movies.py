"""The movie with Mimesis, as its users would write it; it has no phrases of companies, but names of professions."""

import movies
from mimesis import Generic, Locale

fake = Generic(Locale.EN, seed=42)
person, choose = fake.person, fake.random


def people(count):
    return [person.full_name() for _ in range(count)]


def phrase():
    return f"{fake.text.word()} {fake.text.word()} {person.occupation()}"


def movie(regions, languages):
    return {
        "titleId": fake.cryptographic.uuid(),
        "ordering": choose.randint(0, 9999),
        "title": phrase(),
        "region": choose.choice(regions),
        "language": choose.choice(languages),
        "types": people(5),
        "attributes": people(5),
        "isOriginalTitle": fake.development.boolean(),
        "tconst": fake.text.hex_color(),
        "titleType": fake.internet.hostname(),
        "primaryTitle": phrase(),
        "originalTitle": f"{fake.finance.company()}:{phrase()}",
        "isAdult": fake.development.boolean(),
        "startYear": fake.datetime.date(start=1900, end=2026).isoformat(),
        "endYear": choose.randint(1900, 2026),
        "runtimeMinutes": choose.randint(1, 300),
        "genres": [fake.address.country() for _ in range(5)],
        "directors": people(2),
        "writers": people(40),
        "actors": people(120),
    }


movies.write(movie)
