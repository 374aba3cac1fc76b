"""Whether a name, or a figure, is what a claim says it is, or only stands near by; and what else is no plain fact."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))

from scripted import claim, reply
from test_second_hostile import entered, read_with

NOT_BOUGHT = [
    "Quay Books bought no part of Lark Press.",
    "Far from buying Lark Press, Quay Books sold books.",
    "Quay Books bought everything but Lark Press.",
    "Quay Books bought all its rivals except Lark Press.",
    "Quay Books bought all its rivals, except Lark Press.",
    "Quay Books bought all its rivals apart from Lark Press.",
    "Quay Books bought something other than Lark Press.",
    "Quay Books bought Tern House, not Lark Press.",
    "Quay Books bought Tern House rather than Lark Press.",
    "Quay Books bought Tern House instead of Lark Press.",
    "Quay Books couldn't buy Lark Press.",
    "Quay Books can't buy Lark Press.",
    "Quay Books lost the race to buy Lark Press.",
    "Quay Books missed the chance to buy Lark Press.",
    "Quay Books abandoned its acquisition of Lark Press.",
    "The acquisition of Lark Press by Quay Books never happened.",
    "The acquisition of Lark Press by Quay Books was blocked by a court.",
    "A court annulled the acquisition of Lark Press by Quay Books.",
    "Regulators vetoed the acquisition of Lark Press by Quay Books.",
    "Regulators barred Quay Books from buying Lark Press.",
    "It was not Quay Books that bought Lark Press.",
    "It wasn't Quay Books that bought Lark Press.",
    "Quay Books seems to have bought Lark Press.",
    "Quay Books apparently bought Lark Press.",
    "It looks as if Quay Books bought Lark Press.",
    "It looks as though Quay Books bought Lark Press.",
    "Quay Books is set to buy Lark Press.",
    "Quay Books is due to buy Lark Press.",
    "Quay Books is poised to buy Lark Press.",
    "Quay Books is ready to buy Lark Press.",
    "Quay Books is eyeing a purchase of Lark Press.",
    "Quay Books mulls buying Lark Press.",
    "Quay Books weighs buying Lark Press.",
    "Quay Books is close to buying Lark Press.",
    "Quay Books nears a deal to buy Lark Press.",
    "Quay Books seeks to buy Lark Press.",
    "Quay Books aims to buy Lark Press.",
    "Quay Books is on track to buy Lark Press.",
    "Quay Books vowed to buy Lark Press.",
    "Quay Books threatened to buy Lark Press.",
    "Suppose Quay Books bought Lark Press.",
    "What if Quay Books bought Lark Press?",
    "By 2040 Quay Books will have bought Lark Press.",
    "In the novel, Quay Books buys Lark Press.",
    "In the film Quay Books buys Lark Press.",
    'The headline "Quay Books bought Lark Press" was wrong.',
    "As long as Quay Books buys Lark Press, all is well.",
    "Once Quay Books buys Lark Press, prices may fall.",
    "Until Quay Books buys Lark Press, nothing changes.",
    "Before Quay Books buys Lark Press, a court decides.",
    "When Quay Books buys Lark Press, prices will fall.",
    "Quay Books should buy Lark Press.",
    "Quay Books must buy Lark Press.",
    "Quay Books ought to buy Lark Press.",
    "Quay Books had better buy Lark Press.",
    "Quay Books needs to buy Lark Press.",
    "Quay Books has to buy Lark Press.",
    "Rumour has it that Quay Books bought Lark Press.",
    "Maybe Quay Books bought Lark Press.",
    "Perhaps Quay Books bought Lark Press.",
    "Quay Books probably bought Lark Press.",
    "Quay Books presumably bought Lark Press.",
    "Quay Books bought Lark Press, sources say.",
    "In the words of Ada Koe, Quay Books bought Lark Press.",
    "In the view of Ada Koe, Quay Books bought Lark Press.",
    "In Ada Koe's view, Quay Books bought Lark Press.",
    "For Ada Koe, Quay Books bought Lark Press.",
    "As Ada Koe put it, Quay Books bought Lark Press.",
    "As Ada Koe tells it, Quay Books bought Lark Press.",
    "Quay Books bought Lark Press, per Ada Koe.",
    "Quay Books bought Lark Press, writes Ada Koe.",
    "Quay Books bought Lark Press, Ada Koe tweeted.",
    "Ada Koe is convinced that Quay Books bought Lark Press.",
    "Ada Koe is sure Quay Books bought Lark Press.",
    "The word from Ada Koe is that Quay Books bought Lark Press.",
    "To hear Ada Koe tell it, Quay Books bought Lark Press.",
    "Ada Koe fears Quay Books bought Lark Press.",
    "Ada Koe dreamt that Quay Books bought Lark Press.",
    "Ada Koe asked whether Quay Books bought Lark Press.",
    "Ada Koe asked if Quay Books bought Lark Press.",
    "Quay Books was bought by Lark Press.",
    "Quay Books agreed to be bought by Lark Press.",
    "Quay Books saw Lark Press buy Tern House.",
    "Quay Books watched as Tern House bought Lark Press.",
    "After Quay Books collapsed, Tern House bought Lark Press.",
    "Quay Books's owner Ada Koe bought Lark Press.",
    "The owner of Quay Books bought Lark Press.",
    "A former Quay Books editor bought Lark Press.",
    "Quay Books's rival bought Lark Press.",
    "A rival of Quay Books bought Lark Press.",
    "Quay Books bought Lark Press's building.",
    "Quay Books bought the building of Lark Press.",
    "Quay Books bought the building next to Lark Press.",
    "Quay Books bought a book from Lark Press.",
    "Quay Books bought a song by Lark Press.",
    "Quay Books bought a book about Lark Press.",
    "Quay Books bought Tern House with Lark Press's money.",
    "Quay Books bought shares alongside Lark Press.",
    "Quay Books bought flowers for Lark Press.",
    "Quay Books and Lark Press bought Tern House.",
    "Quay Books, like Lark Press, bought Tern House.",
    "Quay Books bought Tern House and sued Lark Press.",
    "Quay Books bought Tern House before Lark Press collapsed.",
    "Quay Books bought Tern House; Lark Press laughed.",
    "Quay Books bought Tern House and Lark Press laughed.",
    "Unlike Quay Books, Tern House bought Lark Press.",
    "Quay Books was created so that it could buy Lark Press.",
    "Quay Books sold Lark Press and bought Tern House.",
    "Quay Books sold Lark Press to buy Tern House.",
    "Quay Books bought a Lark Press book.",
    "Quay Books bought Lark Press books.",
    "Everyone but Quay Books bought Lark Press.",
    "None of the firms, including Quay Books, bought Lark Press.",
    "Only Tern House, and by no means Quay Books, bought Lark Press.",
    "Quay Books came close to buying Lark Press.",
    "Quay Books was tempted to buy Lark Press.",
    "Quay Books is free to buy Lark Press.",
    "Quay Books invited bids to buy Lark Press.",
    "Opponents of Quay Books bought Lark Press.",
    "The staff of Quay Books bought Lark Press.",
    "A fake letter says Quay Books bought Lark Press.",
    "In a parody, Quay Books buys Lark Press.",
    "Ada Koe's claim that Quay Books bought Lark Press drew laughter.",
    "The idea that Quay Books bought Lark Press is absurd.",
    "The suggestion that Quay Books bought Lark Press is nonsense.",
    "It is untrue that Quay Books bought Lark Press.",
    "It is not true that Quay Books bought Lark Press.",
    "It is doubtful that Quay Books bought Lark Press.",
    "It is possible that Quay Books bought Lark Press.",
    "It is likely that Quay Books bought Lark Press.",
    "Quay Books has never said that it bought Lark Press.",
    "Quay Books is barely able to buy Lark Press.",
    "Quay Books is unable to buy Lark Press.",
    "Quay Books is too small to buy Lark Press.",
    "Too poor to sing, Quay Books had no way to buy Lark Press.",
    "Quay Books helped Tern House buy Lark Press.",
    "Quay Books let Tern House buy Lark Press.",
    "Quay Books lent Tern House the money that bought Lark Press.",
    "Quay Books Ltd., a firm unrelated to the buyer, said Tern House bought Lark Press.",
]


@pytest.mark.parametrize("text", NOT_BOUGHT)
def test_no_sentence_that_says_otherwise_lets_in_that_quay_bought_lark(text, tmp_path):
    assert entered(tmp_path, text) == []


BOUGHT = [
    "Quay Books bought Lark Press for 2 million dollars.",
    "The publisher Quay Books bought the old studio Lark Press.",
    "Quay Books has now bought Lark Press.",
    "Quay Books quickly bought Lark Press.",
    "In 2031 Quay Books bought Tern House and Lark Press.",
    "Quay Books bought Tern House and the studio Lark Press last year.",
    "Quay Books completed its purchase of Lark Press.",
    "The purchase of Lark Press by Quay Books took a year.",
    "Quay Books's purchase of Lark Press took a year.",
    "Quay Books took over Lark Press.",
    "When Quay Books bought Lark Press, prices fell.",
    "Quay Books, which is based in Tern, bought Lark Press.",
    "But Quay Books bought Lark Press.",
    "With help from Tern House, Quay Books bought Lark Press.",
]


@pytest.mark.parametrize("text", BOUGHT)
def test_a_sentence_that_says_so_lets_it_in(text, tmp_path):
    assert len(entered(tmp_path, text)) == 1


PREPOSITIONS = [
    ("Ada Koe filed a lawsuit against Lark Press.", {"subject": "Ada Koe", "relation": "sued"}),
    ("Quay Books signed a deal with Lark Press.", {"relation": "partneredWith"}),
    ("Nova Vale signed to the label Lark Press.", {"subject": "Nova Vale", "relation": "signedTo"}),
    ("Quay Books parted with Lark Press.", {"relation": "open:part with"}),
]


@pytest.mark.parametrize(("text", "fields"), PREPOSITIONS)
def test_a_preposition_that_the_relation_has_leads_to_its_object(text, fields, tmp_path):
    assert len(entered(tmp_path, text, **fields)) == 1


def test_a_preposition_that_an_open_relation_lacks_does_not(tmp_path):
    assert entered(tmp_path, "Quay Books parted with Lark Press.", relation="open:part") == []


def counted(folder, text, *, subject="Nova Vale", relation="monthlyListeners", value="2 million"):
    proposal = claim(quote=text.rstrip("."), subject=subject, relation=relation, value=value)
    return [c.value for c in read_with(folder, text, reply(proposal))[0].claims]


OF_OTHERS = [
    "Nova Vale lost 2 million monthly listeners.",
    "Nova Vale gained 2 million monthly listeners.",
    "Nova Vale wants 2 million monthly listeners.",
    "Nova Vale needs 2 million monthly listeners to break even.",
    "Nova Vale aims at 2 million monthly listeners.",
    "Nova Vale has 2 million fewer monthly listeners than Ada Koe.",
    "Nova Vale has half of the 2 million monthly listeners of Ada Koe.",
    "Nova Vale has twice the 2 million monthly listeners of Ada Koe.",
    "Nova Vale sang to Ada Koe, who has 2 million monthly listeners.",
    "Nova Vale praised Ada Koe and her 2 million monthly listeners.",
    "Ada Koe has 2 million monthly listeners, Nova Vale three.",
    "Ada Koe has 2 million monthly listeners and Nova Vale 3 million.",
    "The rival of Nova Vale has 2 million monthly listeners.",
    "Nova Vale's rival has 2 million monthly listeners.",
    "A song by Nova Vale has 2 million monthly listeners.",
    "Nova Vale has 12 million monthly listeners.",
    "Nova Vale had 2 million streams and 3 million monthly listeners.",
    "Without Nova Vale, Tern House has 2 million monthly listeners.",
]


@pytest.mark.parametrize("text", OF_OTHERS)
def test_a_figure_of_something_else_does_not_come_in(text, tmp_path):
    assert counted(tmp_path, text) == []


OF_SUBJECT = [
    "Nova Vale has 2 million monthly listeners.",
    "Nova Vale now attracts more than 2 million monthly listeners.",
    "Nova Vale's monthly listeners rose to 2 million monthly listeners.",
    "With 2 million monthly listeners, Nova Vale is big.",
    "The act Nova Vale sang in May and has 2 million monthly listeners.",
]


@pytest.mark.parametrize("text", OF_SUBJECT)
def test_a_figure_of_the_subject_comes_in(text, tmp_path):
    assert counted(tmp_path, text) == [2_000_000]


MONEY = [
    ("Quay Books raised 2 million dollars from Tern House.", "Tern House", "fundingAmount"),
    ("Quay Books earned 3 dollars and paid 2 million dollars.", "Quay Books", "revenue"),
    ("Quay Books owed Tern House 2 million dollars.", "Tern House", "amount"),
]


@pytest.mark.parametrize(("text", "subject", "relation"), MONEY)
def test_money_of_somebody_else_does_not_come_in(text, subject, relation, tmp_path):
    assert counted(tmp_path, text, subject=subject, relation=relation, value="2 million dollars") == []


def test_money_of_the_subject_comes_in(tmp_path):
    told = {"subject": "Quay Books", "relation": "fundingAmount", "value": "2 million dollars"}
    assert counted(tmp_path, "Quay Books raised 2 million dollars from Tern House.", **told) == [2_000_000]
