"""The names of countries in English and Norwegian and their codes (ISO 3166-1), to see whether two answers mean one."""

import re
from functools import cache

from reviewkit.normalize import folded

# The code of two letters, that of three, then the names: English, bokmål and nynorsk where these differ, and others in
# use. Parts of a country, such as Scotland, are answers of their own.
_NAMES = """
AD AND: Andorra
AE ARE: United Arab Emirates, UAE, De forente arabiske emirater, Emiratene, Dei sameinte arabiske emirata
AF AFG: Afghanistan
AG ATG: Antigua and Barbuda, Antigua og Barbuda
AL ALB: Albania
AM ARM: Armenia
AO AGO: Angola
AR ARG: Argentina
AT AUT: Austria, Østerrike, Austerrike
AU AUS: Australia
AZ AZE: Azerbaijan, Aserbajdsjan
BA BIH: Bosnia and Herzegovina, Bosnia-Herzegovina, Bosnia og Hercegovina, Bosnia-Hercegovina, Bosnia
BB BRB: Barbados
BD BGD: Bangladesh
BE BEL: Belgium, Belgia
BF BFA: Burkina Faso
BG BGR: Bulgaria
BH BHR: Bahrain
BI BDI: Burundi
BJ BEN: Benin
BN BRN: Brunei, Brunei Darussalam
BO BOL: Bolivia
BR BRA: Brazil, Brasil
BS BHS: Bahamas, The Bahamas
BT BTN: Bhutan
BW BWA: Botswana
BY BLR: Belarus, Hviterussland, Kviterussland
BZ BLZ: Belize
CA CAN: Canada
CD COD: Democratic Republic of the Congo, DR Congo, Den demokratiske republikken Kongo, Kongo-Kinshasa
CF CAF: Central African Republic, Den sentralafrikanske republikk, Den sentralafrikanske republikken
CG COG: Congo, Republic of the Congo, Kongo-Brazzaville
CH CHE: Switzerland, Sveits
CI CIV: Côte d'Ivoire, Ivory Coast, Elfenbenskysten, Elfenbeinskysten
CL CHL: Chile
CM CMR: Cameroon, Kamerun
CN CHN: China, People's Republic of China, Kina
CO COL: Colombia
CR CRI: Costa Rica
CU CUB: Cuba
CV CPV: Cape Verde, Cabo Verde, Kapp Verde
CY CYP: Cyprus, Kypros
CZ CZE: Czech Republic, Czechia, Tsjekkia, Den tsjekkiske republikk
DE DEU: Germany, Tyskland
DJ DJI: Djibouti
DK DNK: Denmark, Danmark
DM DMA: Dominica
DO DOM: Dominican Republic, Den dominikanske republikk, Den dominikanske republikken
DZ DZA: Algeria, Algerie
EC ECU: Ecuador
EE EST: Estonia, Estland
EG EGY: Egypt
ER ERI: Eritrea
ES ESP: Spain, Spania
ET ETH: Ethiopia, Etiopia
FI FIN: Finland
FJ FJI: Fiji
FM FSM: Micronesia, Mikronesia
FO FRO: Faroe Islands, Færøyene, Færøyane
FR FRA: France, Frankrike
GA GAB: Gabon
GB GBR: United Kingdom, UK, U.K., Great Britain, Storbritannia, Det forente kongerike
GD GRD: Grenada
GE GEO: Georgia
GH GHA: Ghana
GL GRL: Greenland, Grønland
GM GMB: Gambia, The Gambia
GN GIN: Guinea
GQ GNQ: Equatorial Guinea, Ekvatorial-Guinea
GR GRC: Greece, Hellas
GT GTM: Guatemala
GW GNB: Guinea-Bissau
GY GUY: Guyana
HK HKG: Hong Kong
HN HND: Honduras
HR HRV: Croatia, Kroatia
HT HTI: Haiti
HU HUN: Hungary, Ungarn
ID IDN: Indonesia
IE IRL: Ireland, Irland
IL ISR: Israel
IN IND: India
IQ IRQ: Iraq, Irak
IR IRN: Iran, Islamic Republic of Iran
IS ISL: Iceland, Island
IT ITA: Italy, Italia
JM JAM: Jamaica
JO JOR: Jordan
JP JPN: Japan
KE KEN: Kenya
KG KGZ: Kyrgyzstan, Kirgisistan
KH KHM: Cambodia, Kambodsja
KI KIR: Kiribati
KM COM: Comoros, Komorene, Komorane
KN KNA: Saint Kitts and Nevis, Saint Kitts og Nevis
KP PRK: North Korea, Nord-Korea
KR KOR: South Korea, Republic of Korea, Korea, Sør-Korea
KW KWT: Kuwait
KZ KAZ: Kazakhstan, Kasakhstan
LA LAO: Laos
LB LBN: Lebanon, Libanon
LC LCA: Saint Lucia
LI LIE: Liechtenstein
LK LKA: Sri Lanka
LR LBR: Liberia
LS LSO: Lesotho
LT LTU: Lithuania, Litauen
LU LUX: Luxembourg, Luxemburg
LV LVA: Latvia
LY LBY: Libya
MA MAR: Morocco, Marokko
MC MCO: Monaco
MD MDA: Moldova
ME MNE: Montenegro
MG MDG: Madagascar, Madagaskar
MH MHL: Marshall Islands, Marshalløyene, Marshalløyane
MK MKD: North Macedonia, Nord-Makedonia, Macedonia, Makedonia
ML MLI: Mali
MM MMR: Myanmar, Burma
MN MNG: Mongolia
MO MAC: Macao, Macau
MR MRT: Mauritania
MT MLT: Malta
MU MUS: Mauritius
MV MDV: Maldives, Maldivene, Maldivane
MW MWI: Malawi
MX MEX: Mexico
MY MYS: Malaysia
MZ MOZ: Mozambique, Mosambik
NA NAM: Namibia
NE NER: Niger
NG NGA: Nigeria
NI NIC: Nicaragua
NL NLD: Netherlands, The Netherlands, Holland, Nederland
NO NOR: Norway, Norge, Noreg
NP NPL: Nepal
NR NRU: Nauru
NZ NZL: New Zealand
OM OMN: Oman
PA PAN: Panama
PE PER: Peru
PG PNG: Papua New Guinea, Papua Ny-Guinea
PH PHL: Philippines, The Philippines, Filippinene, Filippinane
PK PAK: Pakistan
PL POL: Poland, Polen
PR PRI: Puerto Rico
PS PSE: Palestine, Palestina
PT PRT: Portugal
PW PLW: Palau
PY PRY: Paraguay
QA QAT: Qatar
RO ROU: Romania
RS SRB: Serbia
RU RUS: Russia, Russian Federation, Russland
RW RWA: Rwanda
SA SAU: Saudi Arabia, Saudi-Arabia
SB SLB: Solomon Islands, Salomonøyene, Salomonøyane
SC SYC: Seychelles, Seychellene, Seychellane
SD SDN: Sudan
SE SWE: Sweden, Sverige
SG SGP: Singapore
SI SVN: Slovenia
SK SVK: Slovakia
SL SLE: Sierra Leone
SM SMR: San Marino
SN SEN: Senegal
SO SOM: Somalia
SR SUR: Suriname, Surinam
SS SSD: South Sudan, Sør-Sudan
ST STP: São Tomé and Príncipe, São Tomé og Príncipe
SV SLV: El Salvador
SY SYR: Syria
SZ SWZ: Eswatini, Swaziland
TD TCD: Chad, Tsjad
TG TGO: Togo
TH THA: Thailand
TJ TJK: Tajikistan, Tadsjikistan
TL TLS: East Timor, Timor-Leste, Øst-Timor, Aust-Timor
TM TKM: Turkmenistan
TN TUN: Tunisia
TO TON: Tonga
TR TUR: Turkey, Türkiye, Tyrkia
TT TTO: Trinidad and Tobago, Trinidad og Tobago
TV TUV: Tuvalu
TW TWN: Taiwan
TZ TZA: Tanzania
UA UKR: Ukraine, Ukraina
UG UGA: Uganda
US USA: United States, United States of America, USA, U.S., U.S.A., De forente stater, Dei sameinte statane
UY URY: Uruguay
UZ UZB: Uzbekistan, Usbekistan
VA VAT: Holy See, Vatican City, Vatikanstaten
VC VCT: Saint Vincent and the Grenadines, Saint Vincent og Grenadinene, Saint Vincent og Grenadinane
VE VEN: Venezuela
VN VNM: Vietnam, Viet Nam
VU VUT: Vanuatu
WS WSM: Samoa
XK XKX: Kosovo
YE YEM: Yemen, Jemen
ZA ZAF: South Africa, Sør-Afrika
ZM ZMB: Zambia
ZW ZWE: Zimbabwe
"""
_BETWEEN = re.compile(r"[,;/&+]|(?<=\s)(?:and|og|und)(?=\s)", re.IGNORECASE)


def code_of(name: str) -> str:
    """The code of the country that a text names, in any of its spellings; "" where it names none, or is not known."""
    return _codes().get(folded(name), "")


def codes() -> tuple[str, ...]:
    """The codes of all countries that are known here."""
    return tuple(_names())


def names_of(code: str) -> tuple[str, ...]:
    """The names of the country with a code of two letters, the English one first; none where there is no such code."""
    return _names().get(code, ())


def spelled(name: str) -> str:
    """A country with the capitals that it is written with: `norge` is `Norge`. As typed, where it is not known."""
    return _spellings().get(name.casefold(), name)


def countries_in(name: str) -> tuple[str, ...]:
    """The parts of a text that names several countries, such as `Norway and Sweden`; nothing where it names one, or
    where any part is not known."""
    parts = [part for part in map(str.strip, _BETWEEN.split(name)) if part]
    several = len(parts) > 1 and not code_of(name) and all(map(code_of, parts))
    return tuple(parts) if several else ()


@cache
def _names() -> dict[str, tuple[str, ...]]:
    lines = (line.partition(": ") for line in _NAMES.strip().splitlines())
    return {codes.split()[0]: tuple(names.split(", ")) for codes, _, names in lines}


@cache
def _spellings() -> dict[str, str]:
    lines = (line.partition(": ") for line in _NAMES.strip().splitlines())
    return {name.casefold(): name for codes, _, names in lines for name in (*codes.split(), *names.split(", "))}


@cache
def _codes() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _NAMES.strip().splitlines():
        codes, _, names = line.partition(": ")
        code = codes.split()[0]
        for name in (*codes.split(), *names.split(", ")):
            found.setdefault(folded(name), code)
    return found
