# ruff: noqa: RUF001  # Turkish has a letter that looks like an i
from __future__ import annotations

import pytest

from ingest.intake.language import GLUE, detect

SAMPLES = {
    "de": "Die Sängerin sagte am Montag, ihr neues Album werde im Juni erscheinen, und das Label habe zugesagt, die "
    "Tournee durch den Norden zu bezahlen. Der Verband der Musiker kritisierte den Vertrag, weil er die Rechte"
    " an den Stimmen nicht regelt und weil niemand weiß, wer an den künstlichen Liedern verdient.",
    "fr": "La chanteuse a déclaré lundi que son nouvel album sortirait en juin et que le label avait accepté de "
    "payer la tournée dans le nord du pays. Le syndicat des musiciens a critiqué le contrat, parce qu'il ne "
    "règle pas les droits sur les voix et que personne ne sait qui gagne de l'argent avec les chansons "
    "artificielles.",
    "es": "La cantante dijo el lunes que su nuevo disco saldría en junio y que el sello había aceptado pagar la gira"
    " por el norte del país. El sindicato de músicos criticó el contrato porque no regula los derechos sobre "
    "las voces y porque nadie sabe quién gana dinero con las canciones artificiales.",
    "nl": "De zangeres zei maandag dat haar nieuwe album in juni zou uitkomen en dat het label had beloofd de "
    "tournee door het noorden te betalen. De bond van muzikanten had kritiek op het contract, omdat het de "
    "rechten op de stemmen niet regelt en omdat niemand weet wie er aan de kunstmatige liedjes verdient.",
    "sv": "Sångerskan sade på måndagen att hennes nya album skulle komma ut i juni och att bolaget hade lovat att "
    "betala turnén genom norr. Musikernas förbund kritiserade avtalet eftersom det inte reglerar rättigheterna"
    " till rösterna och eftersom ingen vet vem som tjänar pengar på de konstgjorda låtarna.",
    "it": "La cantante ha detto lunedì che il suo nuovo disco uscirà a giugno e che l'etichetta ha accettato di "
    "pagare la tournée nel nord del paese. Il sindacato dei musicisti ha criticato il contratto perché non "
    "regola i diritti sulle voci e perché nessuno sa chi guadagna con le canzoni artificiali.",
    "pt": "A cantora disse na segunda-feira que o seu novo disco sairia em junho e que a gravadora tinha aceitado "
    "pagar a turnê pelo norte do país. O sindicato dos músicos criticou o contrato porque não regula os "
    "direitos sobre as vozes e porque ninguém sabe quem ganha dinheiro com as canções artificiais.",
    "pl": "Piosenkarka powiedziała w poniedziałek, że jej nowy album ukaże się w czerwcu i że wytwórnia zgodziła się"
    " zapłacić za trasę po północy kraju. Związek muzyków skrytykował umowę, ponieważ nie reguluje ona praw do"
    " głosów i ponieważ nikt nie wie, kto zarabia na sztucznych piosenkach.",
    "tr": "Şarkıcı pazartesi günü yeni albümünün haziran ayında çıkacağını ve plak şirketinin ülkenin kuzeyindeki "
    "turneyi ödemeyi kabul ettiğini söyledi. Müzisyenler sendikası, sesler üzerindeki hakları düzenlemediği ve"
    " yapay şarkılardan kimin para kazandığını kimse bilmediği için sözleşmeyi eleştirdi.",
    "ja": "歌手は月曜日、新しいアルバムが六月に発売されると述べた。音楽家の組合は契約を批判した。",
    "ko": "가수는 월요일에 새 앨범이 유월에 나올 것이라고 말했다. 음악가 조합은 계약을 비판했다.",
    "ar": "قالت المغنية يوم الاثنين إن ألبومها الجديد سيصدر في يونيو وإن الشركة وافقت على دفع تكاليف الجولة.",
}
ENGLISH = (
    "The singer said on Monday that her new album would come out in June and that the label had agreed to pay for the "
    "tour of the north. The union of musicians criticised the contract because it does not settle the rights to the "
    "voices, and because nobody knows who earns money with the artificial songs."
)


@pytest.mark.parametrize("code", SAMPLES)
def test_a_news_paragraph_is_told_by_its_language(code: str) -> None:
    assert detect(SAMPLES[code])[0] == code


@pytest.mark.parametrize("code", [code for code in SAMPLES if SAMPLES[code].isascii() or " " in SAMPLES[code]])
def test_no_window_of_twenty_foreign_words_reaches_the_share_of_english_glue(code: str) -> None:
    words = [word.strip(".,").lower() for word in SAMPLES[code].split()]
    shares = [sum(w in GLUE for w in words[i : i + 20]) / 20 for i in range(max(1, len(words) - 20))]
    assert max(shares) < 0.2


@pytest.mark.parametrize("start", range(0, 31, 3))
def test_twenty_words_of_english_are_english(start: int) -> None:
    assert detect(" ".join(ENGLISH.split()[start : start + 20]))[0] == "en"


def test_english_full_of_foreign_names_stays_english() -> None:
    names = "Ottoline Żeglarska, Grégoire Lefèvre, Björn Håkansson, Señora Peñalver and Jürgen Weißmüller"
    text = f"{names} sang at the opening of the Musikhochschule für Künste in Łódź, and {names} were with them."
    assert detect(text)[0] == "en"


def test_a_few_words_in_latin_letters_are_taken_for_english() -> None:
    assert detect("El cantante dijo el lunes que no")[0] == "en"


def test_figures_without_words_are_taken_for_english() -> None:
    assert detect("12 34 2026-01-02 %%% 17")[0] == "en"


def test_a_short_text_in_other_letters_is_not_english() -> None:
    assert detect("Певица")[0] != "en"


def test_a_long_text_is_told_by_its_beginning() -> None:
    assert detect(ENGLISH * 4000)[0] == "en"
