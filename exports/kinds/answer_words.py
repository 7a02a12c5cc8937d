"""An organisation's answer in the words that "Så räknades det" shows; free texts stay out of it."""

from questionnaires.answers import Absence, Answer, Chosen, ChosenSet, Invalid, Number, Special, Ticked
from questionnaires.definition import Question
from questionnaires.swedish import list_text, number_text

ABSENCES = {
    Absence.NOT_ANSWERED: "saknas svar",
    Absence.NOT_ASKED: "frågan ställdes inte",
    Absence.NOT_RECEIVED: "har inte lämnat in",
    Absence.DECLINED: "avstår från att svara",
}


def answer_words(question: Question, answer: Answer | Absence) -> str:
    """The answer as its questionnaire words it ("Initierat", "71,5", "Kan inte uppskattas"), or why there is none."""
    match answer:
        case Absence():
            return ABSENCES[answer]
        case Chosen(choice):
            return choice_text(question, choice)
        case ChosenSet(choices) | Ticked(choices):
            return list_text([choice_text(question, choice) for choice in choices])
        case Number(number):
            return number_text(number)
        case Special(key):
            return choice_text(question, key)
        case Invalid():
            return "kan inte läsas"
    return "har svarat"


def choice_text(question: Question, key: str) -> str:
    """The words of a choice, tick_grid column or special answer; its key where the questionnaire has lost it."""
    return choice_texts(question).get(key, key)


def choice_texts(question: Question) -> dict[str, str]:
    """What can be chosen or ticked, or answered instead of a number: key → text, in the questionnaire's order."""
    choices = {choice.key: choice.text for choice in (*question.special, *question.choices)}
    return choices | {column.key: column.text for column in question.columns}


def chosen_keys(answer: Answer | Absence) -> frozenset[str]:
    """The choices (columns of a tick_grid) or the special answer in an answer; none in what has none."""
    match answer:
        case Chosen(key) | Special(key):
            return frozenset({key})
        case ChosenSet(choices) | Ticked(choices):
            return frozenset(choices)
    return frozenset()
