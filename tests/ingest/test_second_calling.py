from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

sys.path.append(str(Path(__file__).parent))

from scripted import Calling, Scripted, claim, reply

from ingest.second.answers import ReplyParser
from ingest.second.calling import ChatReader, NoAnswerError, name_of

GOOD = reply(claim(quote="Vale sang", subject="Vale", relation="open:sing"))


def asked(chat, **options):
    return ChatReader(chat, "scripted:1", pause=0, **options).ask("Rules.", "Passage.")


def test_a_model_with_tools_answers_in_the_schema():
    chat = Calling(script=[GOOD])
    answered = asked(chat)
    assert (answered.reply, answered.calls, answered.tokens_in, answered.tokens_out) == (GOOD, 1, 100, 20)
    assert "schema" not in chat.seen[0][0].content


def test_a_model_without_tools_is_given_the_schema_in_words():
    chat = Scripted(script=[GOOD])
    assert asked(chat).reply == GOOD
    assert '"additionalProperties": false' in chat.seen[0][0].content


@pytest.mark.parametrize("wrapped", ["```json\n{}\n```", "Here you are:\n{}\nAnything else?"])
def test_json_is_found_in_a_text(wrapped):
    assert ReplyParser().parse(wrapped.replace("{}", '{"claims": []}')) == {"claims": []}


def test_a_model_with_tools_that_only_writes_is_understood():
    assert asked(Calling(script=['{"mentions": [], "claims": []}'])).reply == {"mentions": [], "claims": []}


@pytest.mark.parametrize(
    "garbage", ["", "I cannot do that.", "{", "[]", '{"claims": "none"}', '{"claims": [{"quote": "Va', "[" * 100_000]
)
def test_garbage_is_asked_for_once_more_and_then_refused(garbage):
    chat = Scripted(script=[garbage])
    answered = asked(chat)
    assert (answered.reply, answered.calls, answered.tokens_in) == (None, 2, 200)


@pytest.mark.parametrize("given", [{"claims": ["x" * 300_000]}, {"claims": [10**5000]}, {"claims": [{1, 2}]}])
def test_an_answer_that_is_far_too_long_or_no_json_is_none(given):
    answered = asked(Calling(script=[given]))
    assert (answered.reply, answered.calls) == (None, 2)


def test_a_text_that_is_far_too_long_is_not_looked_at():
    assert asked(Scripted(script=[json.dumps(reply(*[claim(quote="Vale sang")] * 2000))])).reply is None


CUT = json.dumps(GOOD)[:-2] + ', {"quote": "Vale left", "subj'


class Limited(Scripted):
    """A model whose answers end at the limit of their tokens."""

    said: dict[str, str]

    def message(self, answer):
        return super().message(answer).model_copy(update={"response_metadata": self.said})


@pytest.mark.parametrize(
    "said", [{"finish_reason": "length"}, {"stop_reason": "max_tokens"}, {"done_reason": "length"}]
)
def test_of_an_answer_that_was_cut_off_what_is_whole_is_read_and_nothing_paid_again(said):
    answered = asked(Limited(script=[CUT], said=said))
    assert (answered.reply, answered.calls) == ({"cut": True, **GOOD}, 1)


def test_an_answer_cut_off_before_its_first_proposal_is_not_asked_for_again():
    answered = asked(Limited(script=['{"mentions": [{"text": "Va'], said={"finish_reason": "length"}))
    assert (answered.reply, answered.calls) == (None, 1)


def test_an_answer_that_says_nothing_of_being_cut_off_is_not_read_in_part():
    assert asked(Scripted(script=[CUT])).reply is None


def test_an_answer_that_the_client_reports_as_a_failure_because_it_was_cut_off_is_read_and_counted():
    class CutError(Exception):  # as openai.LengthFinishReasonError
        completion = SimpleNamespace(
            choices=[SimpleNamespace(message=SimpleNamespace(content=CUT))],
            usage=SimpleNamespace(prompt_tokens=900, completion_tokens=700),
        )

    chat = Calling(script=[CutError("the length limit was reached")])
    answered = asked(chat)
    assert (answered.reply, len(chat.seen)) == ({"cut": True, **GOOD}, 1)
    assert (answered.tokens_in, answered.tokens_out) == (900, 700)


def test_half_told_tokens_are_no_failure():
    class Half(Calling):
        def message(self, answer):
            message = super().message(answer)
            del message.usage_metadata["output_tokens"]
            return message

    answered = asked(Half(script=[GOOD]))
    assert (answered.reply, answered.tokens_in, answered.tokens_out) == (GOOD, 100, None)


def test_a_second_try_may_mend_it():
    chat = Scripted(script=["Sure!", GOOD])
    assert (asked(chat).reply, len(chat.seen)) == (GOOD, 2)
    assert [m.type for m in chat.seen[1]] == ["system", "human", "ai", "human"]


def test_what_garbage_is_sent_back_is_bounded():
    chat = Scripted(script=["x" * 50_000, GOOD])
    asked(chat)
    assert len(chat.seen[1][2].content) == 400


def test_a_failure_is_tried_once_more():
    chat = Scripted(script=[ConnectionError("rate limit, 429"), GOOD])
    assert asked(chat).reply == GOOD


def test_a_server_that_is_down_is_told():
    with pytest.raises(NoAnswerError, match="ConnectionError: refused"):
        asked(Scripted(script=[ConnectionError("refused")]))


def test_a_server_that_refuses_the_schema_is_asked_in_words_from_then_on():
    chat = Calling(script=[ValueError("response_format is not supported"), '{"claims": []}'])
    reader = ChatReader(chat, "scripted:1", pause=0)
    assert [reader.ask("Rules.", "Passage.").reply for _ in range(2)] == [{"claims": []}] * 2
    assert ["schema" in messages[0].content for messages in chat.seen] == [False, True, True]


class StatusError(Exception):
    def __init__(self, status_code):
        super().__init__(f"status {status_code}")
        self.status_code = status_code


def test_a_server_that_was_busy_at_first_is_not_asked_in_words_ever_after():
    chat = Calling(script=[StatusError(429), GOOD])
    assert asked(chat).reply == GOOD
    assert not any("schema" in messages[0].content for messages in chat.seen)


def test_a_wrong_key_is_not_tried_again():
    chat = Calling(script=[StatusError(401)])
    with pytest.raises(NoAnswerError, match="status 401"):
        asked(chat)
    assert len(chat.seen) == 1


def test_what_a_server_writes_cannot_steer_a_terminal():
    with pytest.raises(NoAnswerError) as caught:
        asked(Scripted(script=[ValueError("no\x1b]0;owned\x07\u202e\nwell")]))
    assert str(caught.value) == "ValueError: no ]0;owned well"


@pytest.mark.parametrize("tokens", ["many", -5, None, 1.5])
def test_tokens_that_are_no_number_are_not_reported(tokens):
    class Odd(Calling):
        def message(self, answer):
            message = super().message(answer)
            message.usage_metadata["input_tokens"] = tokens
            return message

    answered = asked(Odd(script=[GOOD]))
    assert (answered.reply, answered.tokens_in, answered.tokens_out) == (GOOD, None, 20)


def test_a_server_that_hangs_is_left_after_its_time():
    def hang(_):
        time.sleep(5)

    begun = time.monotonic()
    with pytest.raises(NoAnswerError, match=r"no answer within 0\.2 seconds"):
        asked(Scripted(script=[hang]), seconds=0.2)
    assert time.monotonic() - begun < 4


def test_a_model_that_takes_no_temperature_is_asked_without():
    class Hot(Scripted):
        temperature: float | None = 0

        def _generate(self, *arguments, **options):
            if self.temperature is not None:
                raise ValueError("Unsupported value: 'temperature' does not support 0")
            return super()._generate(*arguments, **options)

    assert asked(Hot(script=[GOOD])).reply == GOOD


def test_a_model_that_tells_no_tokens_costs_an_unknown_sum():
    answered = asked(Scripted(script=[GOOD], tokens=None))
    assert (answered.tokens_in, answered.tokens_out) == (None, None)


def test_a_model_handed_in_as_an_object_has_a_name():
    assert name_of(Scripted(script=[])) == "scripted"
