"""
Countries, continents and US states: their names, their adjectives, their abbreviations.

Tables only; :mod:`kg.text.names` holds the functions that read them.
"""

from __future__ import annotations

import re

# Each entry: place, then its adjectives and the words for its people.
_COUNTRIES = """
Afghanistan=Afghan,Afghans;Albania=Albanian;Algeria=Algerian;Andorra=Andorran;Angola=Angolan;Argentina=Argentine,
Argentinian;Armenia=Armenian;Australia=Australian;Austria=Austrian;Azerbaijan=Azerbaijani;Bahamas=Bahamian;
Bahrain=Bahraini;Bangladesh=Bangladeshi;Barbados=Barbadian;Belarus=Belarusian;Belgium=Belgian;Benin=Beninese;
Bhutan=Bhutanese;Bolivia=Bolivian;Bosnia and Herzegovina=Bosnian;Botswana=Botswanan;Brazil=Brazilian;Bulgaria=
Bulgarian;Burkina Faso=Burkinabe;Burundi=Burundian;Cambodia=Cambodian;Cameroon=Cameroonian;Canada=Canadian;
Cape Verde=Cape Verdean;Chad=Chadian;Chile=Chilean;China=Chinese;Colombia=Colombian;Costa Rica=Costa Rican;Croatia=
Croatian,Croat;Cuba=Cuban;Cyprus=Cypriot;Czech Republic=Czech;Democratic Republic of the Congo=Congolese;Denmark=
Danish,Dane;Dominican Republic=;Dominica=;Ecuador=Ecuadorian;Egypt=Egyptian;El Salvador=Salvadoran;Eritrea=Eritrean;
Estonia=Estonian;Ethiopia=Ethiopian;Fiji=Fijian;Finland=Finnish,Finn;France=French,Frenchman,Frenchwoman;Gabon=
Gabonese;Gambia=Gambian;Georgia=Georgian;Germany=German;Ghana=Ghanaian;Greece=Greek;Guatemala=Guatemalan;Guinea=
Guinean;Guyana=Guyanese;Haiti=Haitian;Honduras=Honduran;Hong Kong=Hongkonger;Hungary=Hungarian;Iceland=Icelandic,
Icelander;India=Indian;Indonesia=Indonesian;Iran=Iranian;Iraq=Iraqi;Ireland=Irish,Irishman;Israel=Israeli;Italy=
Italian;Ivory Coast=Ivorian;Jamaica=Jamaican;Japan=Japanese;Jordan=Jordanian;Kazakhstan=Kazakh,Kazakhstani;Kenya=
Kenyan;Kosovo=Kosovar,Kosovan;Kuwait=Kuwaiti;Kyrgyzstan=Kyrgyz;Laos=Laotian,Lao;Latvia=Latvian;Lebanon=Lebanese;
Liberia=Liberian;Libya=Libyan;Liechtenstein=;Lithuania=Lithuanian;Luxembourg=Luxembourgish;Madagascar=Malagasy;
Malawi=Malawian;Malaysia=Malaysian;Maldives=Maldivian;Mali=Malian;Malta=Maltese;Mauritania=Mauritanian;Mauritius=
Mauritian;Mexico=Mexican;Moldova=Moldovan;Monaco=Monegasque;Mongolia=Mongolian;Montenegro=Montenegrin;Morocco=
Moroccan;Mozambique=Mozambican;Myanmar=Burmese;Namibia=Namibian;Nepal=Nepali,Nepalese;Netherlands=Dutch,Dutchman;
New Zealand=New Zealander;Nicaragua=Nicaraguan;Niger=Nigerien;Nigeria=Nigerian;North Korea=North Korean;North
Macedonia=Macedonian;Norway=Norwegian;Oman=Omani;Pakistan=Pakistani;Palestine=Palestinian;Panama=Panamanian;Papua New
Guinea=Papua New Guinean;Paraguay=Paraguayan;Peru=Peruvian;Philippines=Filipino,Filipina,Philippine;Poland=Polish,
Pole;Portugal=Portuguese;Puerto Rico=Puerto Rican;Qatar=Qatari;Romania=Romanian;Russia=Russian;Rwanda=Rwandan;Samoa=
Samoan;San Marino=Sammarinese;Saudi Arabia=Saudi,Saudi Arabian;Scotland=Scottish,Scot,Scotsman;Senegal=Senegalese;
Serbia=Serbian,Serb;Sierra Leone=Sierra Leonean;Singapore=Singaporean;Slovakia=Slovak,Slovakian;Slovenia=Slovenian,
Slovene;Somalia=Somali;South Africa=South African;South Korea=South Korean;South Sudan=South Sudanese;Spain=Spanish,
Spaniard;Sri Lanka=Sri Lankan;Sudan=Sudanese;Suriname=Surinamese;Sweden=Swedish,Swede;Switzerland=Swiss;Syria=Syrian;
Taiwan=Taiwanese;Tajikistan=Tajik;Tanzania=Tanzanian;Thailand=Thai;Togo=Togolese;Tonga=Tongan;Trinidad and Tobago=
Trinidadian;Tunisia=Tunisian;Turkey=Turkish,Turk;Turkmenistan=Turkmen;Uganda=Ugandan;Ukraine=Ukrainian;United Arab
Emirates=Emirati;United Kingdom=British,Briton,Brit;United States=American;Uruguay=Uruguayan;Uzbekistan=Uzbek;Vatican
City=;Venezuela=Venezuelan;Vietnam=Vietnamese;Wales=Welsh,Welshman;Yemen=Yemeni;Zambia=Zambian;Zimbabwe=Zimbabwean;
England=English,Englishman;Northern Ireland=Northern Irish;Europe=European;European Union=;Africa=African;Asia=Asian;
Latin America=Latin American;Scandinavia=Scandinavian;Catalonia=Catalan;Quebec=Quebecois;Crimea=Crimean;Tibet=Tibetan
"""
# Each entry: state, postal code, then the older abbreviations and the adjective.
_STATES = """
Alabama AL Ala. Alabaman;Alaska AK - Alaskan;Arizona AZ Ariz. Arizonan;Arkansas AR Ark. Arkansan;California CA Calif.
Californian;Colorado CO Colo. Coloradan;Connecticut CT Conn. -;Delaware DE Del. Delawarean;Florida FL Fla. Floridian;
Georgia GA Ga. -;Hawaii HI - Hawaiian;Idaho ID - Idahoan;Illinois IL Ill. Illinoisan;Indiana IN Ind. Hoosier;Iowa IA -
Iowan;Kansas KS Kan. Kansan;Kentucky KY Ky. Kentuckian;Louisiana LA La. Louisianan;Maine ME - Mainer;Maryland MD Md.
Marylander;Massachusetts MA Mass. -;Michigan MI Mich. Michigander;Minnesota MN Minn. Minnesotan;Mississippi MS Miss.
Mississippian;Missouri MO Mo. Missourian;Montana MT Mont. Montanan;Nebraska NE Neb. Nebraskan;Nevada NV Nev. Nevadan;
New_Hampshire NH N.H. -;New_Jersey NJ N.J. -;New_Mexico NM N.M. -;New_York NY N.Y. -;North_Carolina NC N.C. -;
North_Dakota ND N.D. -;Ohio OH - Ohioan;Oklahoma OK Okla. Oklahoman;Oregon OR Ore. Oregonian;Pennsylvania PA Pa.
Pennsylvanian;Rhode_Island RI R.I. -;South_Carolina SC S.C. -;South_Dakota SD S.D. -;Tennessee TN Tenn. Tennessean;
Texas TX Tex. Texan;Utah UT - Utahn;Vermont VT Vt. Vermonter;Virginia VA Va. Virginian;Washington WA Wash. -;
West_Virginia WV W.Va. -;Wisconsin WI Wis. Wisconsinite;Wyoming WY Wyo. -
"""
_SHORT = {
    "US": "United States",
    "U.S": "United States",
    "USA": "United States",
    "U.S.A": "United States",
    "United States of America": "United States",
    "UK": "United Kingdom",
    "U.K": "United Kingdom",
    "Britain": "United Kingdom",
    "Great Britain": "United Kingdom",
    "EU": "European Union",
    "E.U": "European Union",
    "UAE": "United Arab Emirates",
    "U.A.E": "United Arab Emirates",
    "DRC": "Democratic Republic of the Congo",
    "Czechia": "Czech Republic",
    "Burma": "Myanmar",
    "Holland": "Netherlands",
    "Türkiye": "Turkey",
    "PRC": "China",
    "DPRK": "North Korea",
    "NZ": "New Zealand",
    "Côte d'Ivoire": "Ivory Coast",
    "D.C": "District of Columbia",
    "DC": "District of Columbia",
}


def _tables() -> tuple[frozenset[str], dict[str, str], dict[str, str]]:
    places, adjectives, shorts = set(_SHORT.values()), {}, dict(_SHORT)
    for entry in re.sub(r"\s*\n\s*", " ", _COUNTRIES.strip()).split(";"):
        place, _, words = entry.strip().partition("=")
        places.add(place)
        for word in filter(None, (w.strip() for w in words.split(","))):
            adjectives[word.casefold()] = place
    for entry in re.sub(r"\s*\n\s*", " ", _STATES.strip()).split(";"):
        name, code, old, adjective = entry.split()
        state = name.replace("_", " ")
        places.add(state)
        shorts |= {code: state} | ({old.rstrip("."): state} if old != "-" else {})
        adjectives |= {adjective.casefold(): state} if adjective != "-" else {}
    return frozenset(place.casefold() for place in places), adjectives, shorts


PLACES, ADJECTIVES, ABBREVIATIONS = _tables()
"""Names in lower case; adjective in lower case -> place; abbreviation as written, no last dot -> place."""
