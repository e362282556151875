/**
 * Places that hold together: a city with its state, ZIP codes, telephone numbers, coordinates and time zone.
 */

import type * as z from "zod";
import { rowOf } from "./rows.ts";

/** What a place has. */
export interface Place {
  readonly city: string;
  /** The state, `California`. */
  readonly region: string;
  /** Its code, `CA`. */
  readonly regionCode: string;
  /** A ZIP code of the city, `90042`. */
  readonly postalCode: string;
  /** A number with the city's area code that nobody has, `(213) 555-0142`. */
  readonly phone: string;
  /** Degrees, up to 0.05 from the middle of the city, with four digits. */
  readonly latitude: number;
  readonly longitude: number;
  /** Its name in the IANA time zone database. */
  readonly timeZone: string;
  readonly country: string;
  /** ISO 3166-1. */
  readonly countryCode: string;
}

const states =
  "AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,DC District of Columbia,FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,KY Kentucky,LA Louisiana,ME Maine,MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,MO Missouri,MT Montana,NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,RI Rhode Island,SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,WA Washington,WV West Virginia,WI Wisconsin,WY Wyoming";

const stateNames = new Map(states.split(",").map((one) => [one.slice(0, 2), one.slice(3)]));

const zones: Readonly<Record<string, string>> = {
  E: "America/New_York",
  C: "America/Chicago",
  M: "America/Denver",
  P: "America/Los_Angeles",
  Z: "America/Phoenix",
  B: "America/Boise",
  D: "America/Detroit",
  I: "America/Indiana/Indianapolis",
  K: "America/Kentucky/Louisville",
  A: "America/Anchorage",
  H: "Pacific/Honolulu",
};

/**
 * The largest cities of the United States, and one of each state: first digits of the ZIP codes, area code,
 * latitude and longitude, thousands of people (Census Bureau, 2023), time zone.
 */
const cities = `
New York|NY|100|212|40.71|-74.01|8258|E
Los Angeles|CA|900|213|34.05|-118.24|3821|P
Chicago|IL|606|312|41.88|-87.63|2665|C
Houston|TX|770|713|29.76|-95.37|2314|C
Phoenix|AZ|850|602|33.45|-112.07|1650|Z
Philadelphia|PA|191|215|39.95|-75.17|1551|E
San Antonio|TX|782|210|29.42|-98.49|1495|C
San Diego|CA|921|619|32.72|-117.16|1389|P
Dallas|TX|752|214|32.78|-96.8|1303|C
Jacksonville|FL|322|904|30.33|-81.66|986|E
Austin|TX|787|512|30.27|-97.74|980|C
Fort Worth|TX|761|817|32.76|-97.33|978|C
San Jose|CA|951|408|37.34|-121.89|970|P
Columbus|OH|432|614|39.96|-83|913|E
Charlotte|NC|282|704|35.23|-80.84|911|E
Indianapolis|IN|462|317|39.77|-86.16|880|I
San Francisco|CA|941|415|37.77|-122.42|809|P
Seattle|WA|981|206|47.61|-122.33|755|P
Denver|CO|802|303|39.74|-104.99|717|M
Oklahoma City|OK|731|405|35.47|-97.52|703|C
Nashville|TN|372|615|36.16|-86.78|688|C
Washington|DC|200|202|38.91|-77.04|679|E
El Paso|TX|799|915|31.76|-106.49|678|M
Las Vegas|NV|891|702|36.17|-115.14|661|P
Boston|MA|021|617|42.36|-71.06|654|E
Detroit|MI|482|313|42.33|-83.05|633|D
Portland|OR|972|503|45.52|-122.68|630|P
Louisville|KY|402|502|38.25|-85.76|622|K
Memphis|TN|381|901|35.15|-90.05|618|C
Baltimore|MD|212|410|39.29|-76.61|566|E
Milwaukee|WI|532|414|43.04|-87.91|561|C
Albuquerque|NM|871|505|35.08|-106.65|560|M
Tucson|AZ|857|520|32.22|-110.97|547|Z
Fresno|CA|937|559|36.74|-119.79|545|P
Sacramento|CA|958|916|38.58|-121.49|526|P
Mesa|AZ|852|480|33.42|-111.83|511|Z
Atlanta|GA|303|404|33.75|-84.39|511|E
Kansas City|MO|641|816|39.1|-94.58|511|C
Colorado Springs|CO|809|719|38.83|-104.82|488|M
Omaha|NE|681|402|41.26|-95.93|483|C
Raleigh|NC|276|919|35.78|-78.64|482|E
Miami|FL|331|305|25.76|-80.19|456|E
Virginia Beach|VA|234|757|36.85|-75.98|453|E
Long Beach|CA|908|562|33.77|-118.19|449|P
Oakland|CA|946|510|37.8|-122.27|436|P
Minneapolis|MN|554|612|44.98|-93.27|425|C
Bakersfield|CA|933|661|35.37|-119.02|413|P
Tampa|FL|336|813|27.95|-82.46|403|E
Tulsa|OK|741|918|36.15|-95.99|411|C
Arlington|TX|760|817|32.74|-97.11|398|C
Aurora|CO|800|303|39.73|-104.83|395|M
Wichita|KS|672|316|37.69|-97.34|396|C
Cleveland|OH|441|216|41.5|-81.69|362|E
New Orleans|LA|701|504|29.95|-90.07|364|C
Honolulu|HI|968|808|21.31|-157.86|341|H
Anaheim|CA|928|714|33.84|-117.91|340|P
Orlando|FL|328|407|28.54|-81.38|320|E
Lexington|KY|405|859|38.04|-84.5|320|E
Stockton|CA|952|209|37.96|-121.29|319|P
Riverside|CA|925|951|33.95|-117.4|318|P
Irvine|CA|926|949|33.68|-117.83|314|P
Corpus Christi|TX|784|361|27.8|-97.4|316|C
Newark|NJ|071|973|40.74|-74.17|304|E
Santa Ana|CA|927|714|33.75|-117.87|311|P
Cincinnati|OH|452|513|39.1|-84.51|311|E
Pittsburgh|PA|152|412|40.44|-80|303|E
Saint Paul|MN|551|651|44.95|-93.09|303|C
Greensboro|NC|274|336|36.07|-79.79|302|E
Jersey City|NJ|073|201|40.72|-74.04|291|E
Durham|NC|277|919|35.99|-78.9|296|E
Lincoln|NE|685|402|40.81|-96.68|294|C
Plano|TX|750|972|33.02|-96.7|290|C
Anchorage|AK|995|907|61.22|-149.9|286|A
Madison|WI|537|608|43.07|-89.4|280|C
Reno|NV|895|775|39.53|-119.81|274|P
St. Louis|MO|631|314|38.63|-90.2|281|C
Chula Vista|CA|919|619|32.64|-117.08|274|P
Buffalo|NY|142|716|42.89|-78.88|274|E
Fort Wayne|IN|468|260|41.08|-85.14|269|I
Lubbock|TX|794|806|33.58|-101.86|266|C
St. Petersburg|FL|337|727|27.77|-82.64|263|E
Toledo|OH|436|419|41.65|-83.54|265|E
Laredo|TX|780|956|27.51|-99.51|257|C
Chesapeake|VA|233|757|36.77|-76.29|253|E
Glendale|AZ|853|623|33.54|-112.19|253|Z
Winston-Salem|NC|271|336|36.1|-80.24|252|E
Scottsdale|AZ|852|480|33.49|-111.92|244|Z
Boise|ID|837|208|43.62|-116.2|235|B
Norfolk|VA|235|757|36.85|-76.29|230|E
Richmond|VA|232|804|37.54|-77.44|229|E
Spokane|WA|992|509|47.66|-117.43|229|P
Huntsville|AL|358|256|34.73|-86.59|225|C
Baton Rouge|LA|708|225|30.45|-91.19|219|C
Des Moines|IA|503|515|41.59|-93.62|210|C
Salt Lake City|UT|841|801|40.76|-111.89|209|M
Birmingham|AL|352|205|33.52|-86.8|196|C
Rochester|NY|146|585|43.16|-77.61|207|E
Little Rock|AR|722|501|34.75|-92.29|203|C
Sioux Falls|SD|571|605|43.55|-96.73|206|C
Providence|RI|029|401|41.82|-71.41|190|E
Charleston|SC|294|843|32.78|-79.93|155|E
Bridgeport|CT|066|203|41.19|-73.2|148|E
Jackson|MS|392|601|32.3|-90.18|143|C
Fargo|ND|581|701|46.88|-96.79|133|C
Billings|MT|591|406|45.78|-108.5|120|M
Manchester|NH|031|603|42.99|-71.46|115|E
Wilmington|DE|198|302|39.74|-75.55|71|E
Portland|ME|041|207|43.66|-70.26|69|E
Cheyenne|WY|820|307|41.14|-104.82|65|M
Charleston|WV|253|304|38.35|-81.63|47|E
Burlington|VT|054|802|44.48|-73.21|44|E`;

let known: readonly (Place & { readonly people: number })[] | undefined;

/** The cities as rows; made when they are first asked for. */
function rows(): NonNullable<typeof known> {
  known ??= cities
    .trim()
    .split("\n")
    .map((line) => {
      const [city, regionCode, zip, area, latitude, longitude, people, zone] = line.split("|");
      return {
        city,
        region: stateNames.get(regionCode)!,
        regionCode,
        postalCode: `${zip}##`,
        // 555-0100 to 555-0199 are kept for fiction (ATIS-0300115).
        phone: `(${area}) 555-01##`,
        latitude: Number(latitude),
        longitude: Number(longitude),
        timeZone: zones[zone],
        country: "United States",
        countryCode: "US",
        people: Number(people),
      };
    });
  return known;
}

/**
 * A place in the United States, drawn once for all fields of a record that take its columns under this name: 111
 * cities, as often as they have people, at least one in every state. For places elsewhere bring rows of your own to
 * `rowOf`.
 *
 * @example
 * ```ts
 * import { place } from "@backlot/schema";
 * import * as z from "zod";
 *
 * const home = place("home");
 * const work = place("work"); // another one
 * const customer = z.object({
 *   city: home.column("city"), // Seattle
 *   state: home.column("regionCode"), // WA
 *   zip: home.column("postalCode"), // 98104
 *   latitude: home.column("latitude"),
 *   longitude: home.column("longitude"),
 *   workplace: work.column("city"),
 * });
 * console.log(Object.keys(customer.shape).length); // 6
 * ```
 */
export function place(name: string): {
  column<Name extends keyof Place>(column: Name): z.ZodType<Place[Name]>;
} {
  const choice = rowOf(name, rows(), { weight: "people" });
  return {
    column: (column) => {
      const isDegrees = column === "latitude" || column === "longitude";
      return choice.column(column, isDegrees ? { spread: 0.05, digits: 4 } : {});
    },
  };
}
