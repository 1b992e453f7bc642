"""Running text of a survey's report, made from protected numbers."""

from __future__ import annotations

from owlib.exhibits import Text
from owlib.formats import join_names
from owlib.survey_data import Survey
from owlib.survey_guard import MARK, mark_text
from owlib.survey_measures import count_hidden
from owlib.survey_scores import estimate_model


def tell_survey(survey: Survey) -> Text:
    """Return what the page shows: which survey, whose answers, how many, and that no finding rests on it if made up."""
    asked = survey.survey
    parts = [f"{asked['title_en']}. {asked['asked_en']}"]
    kept = f"{survey.respondents_n} responses are analysed (rounded to fives)"
    cases = f", from {join_names(survey.cases)}" if survey.cases else ""
    parts.append(f"{kept}{cases}.")
    if len(survey.waves) > 1:
        parts.append(
            f"They are of wave {survey.waves[-1]}, the last, so that a person counts once. "
            f"Where two waves are compared, the other is wave {survey.waves[0]}."
        )
    if survey.simulated:
        parts.append(
            f"**Nobody gave these answers.** A program made them, to show what the method gives; every table, figure "
            f"and file made from them says {MARK}. No finding of this book rests on them."
        )
    if survey.simulated:
        parts.append(f"The questionnaire: {asked['note_en']}")
    return mark_text("\n\n".join(part for part in parts if part), simulated=survey.simulated)


def tell_model(survey: Survey) -> Text | None:
    """Return how the model is to be read, or why there is none."""
    model = estimate_model(survey)
    if model is None:
        return None
    if model.terms.empty:
        return mark_text(f"There is no model here. {model.note}", simulated=survey.simulated)
    asked = model.outcome.removeprefix("who ")
    return mark_text(
        f"The model asks whether cases differ in the odds that someone {asked}. An odds ratio of 1 is no difference "
        f"from {model.reference}; an interval that holds 1 leaves that open. It describes; it does not tell why.",
        simulated=survey.simulated,
    )


def tell_protection(survey: Survey) -> Text:
    """Return the rules under which numbers are shown, and how many were kept back."""
    hidden, total = count_hidden(survey)
    points = [
        f"A count below {survey.threshold}, zero included, is kept back, and whatever rests on fewer respondents.",
        "Further counts are kept back until no sums on this page give a small one away, whoever knew the rest exactly.",
        "What is left is rounded to fives; shares and intervals are computed from the rounded counts.",
        "No lowest or highest value, no answer in someone's own words, no table of two breakdowns at once.",
        f"Here {hidden} of {total} counts are kept back.",
    ]
    return mark_text(
        "\n".join(f"- {point}" for point in points)
        if not survey.simulated
        else "The rules are the real ones:\n\n" + "\n".join(f"- {point}" for point in points),
        simulated=survey.simulated,
    )
