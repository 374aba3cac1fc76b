"""
Given names that English-language news shows mostly for women or mostly for men.

Common knowledge, kept short; names used for both are left out. It only breaks ties between
"he" and "she", and what the article itself says of a person goes before it.
"""

from __future__ import annotations

from kg.text.names import name_key, strip_affixes, word_set

FEMALE = word_set(
    "abigail ada adele agnes aisha alexandra alice alicia alison amanda amelia amy ana anastasia andrea angela "
    "angelina anita ann anna anne annie ariana ashley audrey barbara beatrice becky bella beth betty beyonce bianca "
    "billie bridget britney camila camille carla carmen carol carole caroline carolyn cassandra catherine cecilia "
    "celia celine charlotte chelsea cher cheryl chloe christina christine cindy claire clara claudia colette "
    "colleen cynthia daisy danielle dawn deborah debra delia denise diana diane dolly donna dora doris dorothy dua "
    "edith eileen elaine eleanor elena elisabeth eliza elizabeth ella ellen eloise elsa emilia emily emma erica "
    "erin esther eunice eva eve evelyn faith fatima felicia fiona flora florence frances freya gabriela gabrielle "
    "gemma georgia geraldine gillian gina ginny giulia gloria grace greta gwen hailey hanna hannah harriet hazel "
    "heather heidi helen helena helene hillary holly ida ines ingrid irene iris isabel isabella isabelle isla ivy "
    "jacqueline jane janet janice janis jasmine jean jeanne jennifer jenny jessica jill joan joanna joanne jodie "
    "josephine joy joyce judith judy julia juliana julie juliet june kamala karen kate katherine kathleen kathryn "
    "kathy katie katy kayla kelly kendra kirsten kristen kristin kylie lana laura lauren leah leila lena leslie "
    "lila lillian lily linda lisa liza lola lorde loretta lorraine louise lucia lucinda lucy lydia lynn mabel "
    "madeleine madonna maggie marcia margaret maria mariah marianne marie marilyn marina marjorie marsha martha "
    "mary matilda maureen maya megan meghan melanie melinda melissa meryl mia michelle mildred millie mimi miranda "
    "miriam miley moira molly mona monica nadia nancy naomi natalia natalie natasha nellie nicola nicole nina noor "
    "nora norah odette olga olive olivia opal paige pamela patricia patty paula pauline penelope penny phoebe "
    "phyllis priscilla rachel ramona rebecca regina renata renee rihanna rita roberta rosa rosalia rosalind rose "
    "rosemary roxanne ruby ruth sabrina sadie sally samantha sandra sara sarah selena serena shakira shania sharon "
    "sheila shirley sienna silvia simone sofia sonia sophia sophie stacy stella stephanie sue susan susanna suzanne "
    "sylvia tamara tammy tanya tara tatiana taylor teresa tess thelma theresa tilly tina toni tracy trisha ursula "
    "valerie vanessa vera veronica vicky victoria viola violet virginia vivian wanda wendy whitney winifred winona "
    "yasmin yolanda yoko yvette yvonne zadie zara zoe"
)
MALE = word_set(
    "aaron abdul abraham adam adrian ahmed alan albert alberto alejandro aleksandr alexander alfred ali allan allen "
    "alvin anders andre andreas andrew andy angus anthony antonio archie arnold arthur barack barry bart ben "
    "benedict benjamin bernard bernie bill billy bob bobby boris brad bradley brendan brett brian bruce bruno bryan "
    "burt calvin carl carlos cedric cesar chad charles charlie chester chris christopher chuck clarence claude "
    "clayton clifford clint clive colin conor craig curtis cyril damien damon dan daniel danny darren dave david "
    "dean dennis derek diego dimitri dominic don donald doug douglas duncan dustin dwayne dylan earl ed eddie edgar "
    "edmund eduardo edward edwin elijah elliott elon elton elvis emanuel emmanuel enrique eric erik ernest ethan "
    "eugene evan fabio felix ferdinand fernando floyd francesco francis francisco frank franklin fred freddie "
    "frederick gabriel garth gary gavin geoff geoffrey george gerald gerard gilbert giovanni glen glenn gordon "
    "graham grant greg gregory gus guy hamid hank hans harold harry harvey hassan hector henry herbert herman "
    "howard hubert hugh hugo humphrey ian ibrahim igor isaac ivan jack jacob jakob jake jamal james jared jason "
    "javier jay jeff jeffrey jeremy jerome jerry jim jimmy joaquin joe joel johan johannes john johnny jon jonas "
    "jonathan jorge jose joseph josh joshua juan julian julio justin karl keith ken kenneth kenny kevin kim klaus "
    "kurt kyle lance larry lars lawrence lee leo leon leonard leonardo leroy lewis liam lionel lloyd logan louis "
    "lucas lucian ludvig luigi luis luke magnus malcolm manuel marc marcel marco marcus mario mark marshall martin "
    "marvin mateo matt matthew maurice max maxwell michael miguel mike mikey mikhail milton mitch mitchell mohamed "
    "mohammad mohammed morris moses muhammad murray nathan nathaniel neil nelson nicholas nick nicolas niels nigel "
    "noah noel norman oliver omar oscar osama otto owen pablo patrick paul pedro perry pete peter phil philip "
    "phillip pierre quentin quincy rafael ralph ramon randy raul ray raymond reginald rene reza ricardo richard "
    "rick rickey ricky rob robert roberto rodney rodrigo roger roland roman romelu ron ronald ronnie ross roy "
    "rudolf rudy rupert russell ryan salman salvador sam samuel scott sean sebastian serge sergei sergey sergio "
    "seth shane shaun simon sidney spencer stan stanley stefan stephen steve steven stewart stuart suleiman sven "
    "ted terence terry theo theodore thomas tim timothy toby todd tom tomas tommy tony travis trevor tyler umberto "
    "vernon victor vincent vladimir wallace walter warren wayne wilfred will william willie winston wolfgang xavier "
    "yusuf zachary"
)


def is_given_name(word: str) -> bool:
    """
    Whether a word is a given name of the tables.

    >>> is_given_name("Ada"), is_given_name("Wavecrate")
    (True, False)
    """
    low = word.casefold()
    return low in FEMALE or low in MALE


def gender_of_name(name: str) -> str:
    """
    Return ``f`` or ``m`` by the given name, nothing when it tells nothing.

    >>> gender_of_name("Mr Ada Vale"), gender_of_name("Wavecrate")
    ('f', '')
    """
    first = name_key(strip_affixes(name)).split()[:1]
    if not first:
        return ""
    return "f" if first[0] in FEMALE else "m" if first[0] in MALE else ""
