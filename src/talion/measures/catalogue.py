"""What can be measured, a card each: the question, the formula, how it misleads, where it comes from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from talion.measures.answered import answered_share, lag_summary
from talion.measures.deterrence import deterrence
from talion.measures.lags import median_wait, outcome_shares, share_answered_by
from talion.measures.proportion import proportion
from talion.measures.rates import rate_after_attacks, rate_ratio
from talion.measures.reciprocity import (
    block_permutation,
    count_regression,
    granger,
    impulse_responses,
    lag_minus_lead,
    local_projections,
    smooth_baseline,
    specification_curve,
    verdict,
)
from talion.measures.rule import rule
from talion.measures.tails import tail
from talion.measures.words import threats_come_true, words_and_force


@dataclass(frozen=True, slots=True)
class Card:
    """One measure as a page and a brief show it.

    `misleads` are the ways in which it is misread, and `assumes` what has to hold for it, one sentence each. `measure`
    gives an Estimate, or a record or table of its own that is made of them.
    """

    name: str
    question: str
    formula: str
    misleads: tuple[str, ...]
    reference: str
    measure: Callable[..., Any]
    assumes: tuple[str, ...] = ()


MEASURES = (
    Card(
        name="answered_share",
        question="How often does the other side act within so many days of an attack?",
        formula="share of attacks i with an act j of the other side at 0 < s_j - t_i <= w days",
        misleads=(
            "It shows order and not motive: an act that would have come anyway counts as an answer.",
            "Where both sides ride one wave of fighting it is high without any answer; look at the days before.",
            "It depends on the window: read it together with the days, and with what chance gives.",
            "Where the other side acts daily, every attack is answered within a week.",
        ),
        reference="goldstein_freeman_1990 (the question; the formula is ours)",
        measure=answered_share,
    ),
    Card(
        name="lag_summary",
        question="How many days pass until the other side acts?",
        formula="median over answered attacks of the smallest s_j - t_i with 0 < s_j - t_i <= w",
        misleads=(
            "Attacks without an answer in time are not in it: fast answers may be rare answers.",
            "It cannot be longer than the window, and grows with it.",
            "Acts of the same day have no lag here, since their order is not known.",
        ),
        reference="goldstein_freeman_1990 (the question; the formula is ours)",
        measure=lag_summary,
    ),
    Card(
        name="verdict",
        question="Does one side answer the other, as far as that survives the tests that a shared wave does not fool?",
        formula="answers: lag minus lead above 0 at 5 %, by its long-run variance and by turning stretches around",
        misleads=(
            "Cannot tell is the commonest finding, and no finding that there is nothing.",
            "Two sides that answer each other equally often and fast look like a shared cause to it.",
            "Answers on the same day are not seen: a day has no order inside it.",
        ),
        reference="cordi_challet_muni_toke_2017 (the question); newey_west_1987 (the variance); the rule is ours",
        measure=verdict,
        assumes=("A cause that moves both sides reaches both alike, and neither side later than the other.",),
    ),
    Card(
        name="lag_minus_lead",
        question="How many more acts of the other side follow an act than precede it?",
        formula="sum over days of (y_j - mean) (sum of y_i over p days before - sum over p days after) / sum of y_i",
        misleads=(
            "It is a difference: answers both ways cancel.",
            "A side that is slower to move with a common cause looks like one that answers.",
            "It is no count of answers where answers are answered in turn.",
        ),
        reference="cordi_challet_muni_toke_2017 (the question; the formula is ours); newey_west_1987 (the variance)",
        measure=lag_minus_lead,
        assumes=("Without answers, time could run backward and the record would look the same.",),
    ),
    Card(
        name="block_permutation",
        question="Do the other side's acts stand nearer behind an act than if its days were shuffled within blocks?",
        formula="sum of y_j(d) times y_i over p days before, less its mean over all orders within blocks",
        misleads=("A wave that moves within a block gives a small p without any answer, and so does memory.",),
        reference="ours",
        measure=block_permutation,
        assumes=("Within a block every order of the days was equally likely.",),
    ),
    Card(
        name="smooth_baseline",
        question="Is the other side's rate raised after acts, beside a baseline that moves slowly?",
        formula="Poisson: log rate = spline + b log2(1 + acts of the other over p days) + c log2(1 + own acts)",
        misleads=("Waves faster than the knots are left in, and look like answers.",),
        reference="newey_west_1987 (the interval)",
        measure=smooth_baseline,
        assumes=("What both sides share moves more slowly than the knots.",),
    ),
    Card(
        name="granger",
        question="Does one side's past help to foretell the other's acts (Granger's F)?",
        formula="F of p lags of y_i in the least-squares regression of y_j on p lags of both",
        misleads=(
            "Where both ride one wave it finds an answer nearly every time: it decides nothing here.",
            "The verdict flips with the number of lags, the period, and levels or incidence.",
        ),
        reference="granger_1969; brandt_freeman_2006; jaeger_paserman_2008; haushofer_biletzki_kanwisher_2010; "
        "golan_rosenblatt_2011 (how verdicts flip)",
        measure=granger,
        assumes=("No third cause is left out, which is never so in a war.",),
    ),
    Card(
        name="impulse_responses",
        question="What follows one act more, bin for bin, in a VAR?",
        formula="powers of the fitted VAR times a shock, ordered by Cholesky; bands by bootstrapped residuals",
        misleads=(
            "Which side moves first within a bin is chosen and not found: look at both orders.",
            "A shared wave gives responses both ways.",
        ),
        reference="brandt_freeman_2006; goldstein_freeman_1990",
        measure=impulse_responses,
        assumes=("The system is linear and complete.",),
    ),
    Card(
        name="local_projections",
        question="What follows an act at each horizon, without a model of the whole?",
        formula="for each h: least squares of y_j(t + h) on y_i(t), y_j(t) and p lags of both",
        misleads=("A shared wave is in the slope at every horizon.",),
        reference="jorda_2005",
        measure=local_projections,
        assumes=("What moves both sides is in the lags.",),
    ),
    Card(
        name="count_regression",
        question="By what factor do lags of one side's acts raise the other's rate (Poisson, negative binomial)?",
        formula="log rate of y_j = constant + p lags of both; the factor is exp of the sum over y_i's lags",
        misleads=("The baseline is constant: a shared wave is taken for answers.",),
        reference="newey_west_1987 (the interval)",
        measure=count_regression,
        assumes=("The rate would be constant but for the lags.",),
    ),
    Card(
        name="specification_curve",
        question="What becomes of the finding when lag, window, severity and bin are chosen otherwise?",
        formula="one row for each test, bin, severity and window",
        misleads=("Rows are not independent: many rows that agree are not much more evidence than one.",),
        reference="simonsohn_simmons_nelson_2020 (the idea)",
        measure=specification_curve,
    ),
    Card(
        name="share_answered_by",
        question="What share of attacks is answered in time, counting those whose window was cut short?",
        formula="1 - S(w), Kaplan and Meier's share still waiting after w days",
        misleads=("Attacks that share one answer count each, so the interval is too narrow in dense fighting.",),
        reference="kaplan_meier_1958",
        measure=share_answered_by,
        assumes=("That the watch ended has nothing to do with whether an answer was near.",),
    ),
    Card(
        name="median_wait",
        question="After how many days is half of all attacks answered?",
        formula="the first day on which S(t) is at most one half",
        misleads=("Where fewer than half are ever answered there is none, however fast the answers are.",),
        reference="kaplan_meier_1958",
        measure=median_wait,
        assumes=("That the watch ended has nothing to do with whether an answer was near.",),
    ),
    Card(
        name="outcome_shares",
        question="What comes first after an attack: an answer, another attack, or nothing?",
        formula="F_c(t) = sum of S(t-) d_c / n at risk, for answered and superseded",
        misleads=("A side that attacks daily is superseded rather than unanswered: read the three together.",),
        reference="aalen_johansen_1978",
        measure=outcome_shares,
        assumes=("That the watch ended has nothing to do with what was coming.",),
    ),
    Card(
        name="proportion",
        question="How hard is an answer beside what it answers?",
        formula="log S_answer = log rho + eta log S_trigger, over pairs with both tolls above zero",
        misleads=(
            "Pairs by order in time are not pairs by anybody's word.",
            "Errors in the trigger's toll pull eta towards 0.",
            "Zero tolls are most answers in many wars; they stand in shares of their own.",
        ),
        reference="ours; wilson_1927 (the interval of the shares)",
        measure=proportion,
        assumes=("A toll that is not reported is missing for reasons apart from its size.",),
    ),
    Card(
        name="rate_ratio",
        question="By what factor do acts come more often after a day than before it?",
        formula="(N after / days after) / (N before / days before), watched days alone",
        misleads=(
            "Everything else that happened on that day is in it.",
            "A day chosen because of what followed proves itself.",
        ),
        reference="przyborowski_wilenski_1940 (the interval)",
        measure=rate_ratio,
        assumes=("But for the day, the rate would have stayed.",),
    ),
    Card(
        name="rate_after_attacks",
        question="By what factor does the other side act more often after attacks than before them?",
        formula="sum of N_j over w days after attacks / sum over w days before",
        misleads=("Answers both ways cancel; a slower side looks like an answering one.",),
        reference="ours",
        measure=rate_after_attacks,
        assumes=("A cause that moves both sides reaches both alike.",),
    ),
    Card(
        name="tail",
        question="How heavy is the tail of severities?",
        formula="p(x) proportional to x^-alpha above x_min; x_min by Kolmogorov and Smirnov's distance",
        misleads=(
            "A good fit does not make a law: a lognormal often fits as well.",
            "The mean of what is to come may not exist where alpha is at most 2.",
        ),
        reference="clauset_shalizi_newman_2009; clauset_young_gleditsch_2007",
        measure=tail,
        assumes=("Severities are drawn from one law and are not connected.",),
    ),
    Card(
        name="rule",
        question="How do the chance of an answer and a red line depend on deaths, and on whose?",
        formula="logit P(answered) = a + b log2(1 + deaths), or a step at c deaths",
        misleads=(
            "In dense fighting some act follows everything; only differences speak.",
            "A watch that was begun for a deadly attack's sake counts it twice (inverse sampling).",
            "A line may be a steep slope: the weights of both are given.",
        ),
        reference="firth_1993; schwarz_1978 (the weights). The measure is ours",
        measure=rule,
        assumes=("Tolls are reported whether or not an answer came.",),
    ),
    Card(
        name="deterrence",
        question="What follows an answer: fewer attacks, more, or what would have come anyway?",
        formula="attacks in w days after answers / mean of those after like days without one; the same backward",
        misleads=(
            "What the ledger does not hold, an order to stop, a truce, is in the number.",
            "Where each side answers the other, a rise cannot be told from a shared wave.",
        ),
        reference="ours",
        measure=deterrence,
        assumes=("Days that were alike in the last four weeks' acts were alike in what was coming.",),
    ),
    Card(
        name="threats_come_true",
        question="How often are threats followed by force in time?",
        formula="share of threats i with a deed j at 0 < d_j - t_i <= w",
        misleads=(
            "A side that strikes every week makes every threat come true: look at chance.",
            "Threats that nobody reported are not counted.",
        ),
        reference="ours; wilson_1927 (the interval)",
        measure=threats_come_true,
        assumes=("A threat is reported whether or not it comes true.",),
    ),
    Card(
        name="words_and_force",
        question="Do sanctions or threats come before one's own force, after it, or in its place?",
        formula="shares with force in w days before and after, and lag minus lead of force around them",
        misleads=("Quiet times may make both quiet: in place of force is no cause.",),
        reference="ours",
        measure=words_and_force,
        assumes=("Both words and force are reported alike.",),
    ),
)
