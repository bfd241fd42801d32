"""What can be measured, a card each: the question, the formula, how it misleads, where it comes from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from talion.measures.answered import answered_share, lag_summary
from talion.measures.backlash import around_answers, inhibition, interrupted, own_memory, placebo_dyads
from talion.measures.chains import exchange_lengths, first_and_last
from talion.measures.customary import count_regression, granger, impulse_responses, local_projections
from talion.measures.deterrence import deterrence
from talion.measures.hawkes.branching import who_was_answered_by_day
from talion.measures.hawkes.daily import fit_days
from talion.measures.hurdle import hurdle
from talion.measures.lags import median_wait, outcome_shares, share_answered_by
from talion.measures.levels import at_levels
from talion.measures.progress import progress_curve
from talion.measures.proportion import proportion
from talion.measures.rates import rate_after_attacks, rate_ratio
from talion.measures.reciprocity import block_permutation, lag_minus_lead, smooth_baseline, verdict
from talion.measures.redline import moving_line
from talion.measures.rule import rule
from talion.measures.spacetime import intervention, nearby_asymmetry
from talion.measures.specifications import specification_curve, specification_curve_on
from talion.measures.tails import tail
from talion.measures.unknowns import integrated
from talion.measures.words import threats_come_true, words_and_force


@dataclass(frozen=True, slots=True)
class Card:
    """One measure as a page and a brief show it.

    `misleads` are the ways in which it is misread, and `assumes` what has to hold for it, one sentence each. `measure`
    gives an Estimate, or a record or table of its own that is made of them. `example` is one line of Python after those
    of PREAMBLE.
    """

    name: str
    question: str
    formula: str
    misleads: tuple[str, ...]
    reference: str
    measure: Callable[..., Any]
    assumes: tuple[str, ...] = ()
    example: str = ""


# What stands before the example of each card: an invented war in which Belvar answers six attacks of ten.
PREAMBLE = """\
from datetime import date

import numpy as np

from talion.measures.series import series
from talion.measures.spacetime import Points
from talion.records import Dyad
from talion.synthetic.wars import Answers, invent_war

random = np.random.default_rng(1)
war = invent_war(
    random=random, days=1000, attacks_per_day=(0.2, 0.05), answers=(Answers(0.0), Answers(0.6)),
    answers_are_answered=False, unclaimed_share=0.0,
).by_sides()
attack = Dyad("Ashmar", "Belvar")
counts = series(war, attack)
days = np.arange(200.0)
strikes = Points(days, 30 * (days % 3), np.zeros(200))
attacks = Points(days, 30 * (days % 2), np.zeros(200))
"""

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
        example="answered_share(war, attack, within_days=7)",
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
        example="lag_summary(war, attack, within_days=7)",
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
        example="verdict(war, attack).sentence",
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
        example="lag_minus_lead(counts, days=7)",
        assumes=("Without answers, time could run backward and the record would look the same.",),
    ),
    Card(
        name="block_permutation",
        question="Do the other side's acts stand nearer behind an act than if its days were shuffled within blocks?",
        formula="sum of y_j(d) times y_i over p days before, less its mean over all orders within blocks",
        misleads=("A wave that moves within a block gives a small p without any answer, and so does memory.",),
        reference="ours",
        measure=block_permutation,
        example="block_permutation(counts).says",
        assumes=("Within a block every order of the days was equally likely.",),
    ),
    Card(
        name="smooth_baseline",
        question="Is the other side's rate raised after acts, beside a baseline that moves slowly?",
        formula="Poisson: log rate = spline + b log2(1 + acts of the other over p days) + c log2(1 + own acts)",
        misleads=("Waves faster than the knots are left in, and look like answers.",),
        reference="newey_west_1987 (the interval)",
        measure=smooth_baseline,
        example="smooth_baseline(counts).estimate",
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
        example="granger(counts, lags=7).estimate",
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
        example="impulse_responses(counts, lags=3, draws=20, random=random)",
        assumes=("The system is linear and complete.",),
    ),
    Card(
        name="local_projections",
        question="What follows an act at each horizon, without a model of the whole?",
        formula="for each h: least squares of y_j(t + h) on y_i(t), y_j(t) and p lags of both",
        misleads=("A shared wave is in the slope at every horizon.",),
        reference="jorda_2005",
        measure=local_projections,
        example="local_projections(counts, lags=7)",
        assumes=("What moves both sides is in the lags.",),
    ),
    Card(
        name="count_regression",
        question="By what factor do lags of one side's acts raise the other's rate (Poisson, negative binomial)?",
        formula="log rate of y_j = constant + p lags of both; the factor is exp of the sum over y_i's lags",
        misleads=("The baseline is constant: a shared wave is taken for answers.",),
        reference="newey_west_1987 (the interval)",
        measure=count_regression,
        example="count_regression(counts, lags=3).estimate",
        assumes=("The rate would be constant but for the lags.",),
    ),
    Card(
        name="specification_curve",
        question="What becomes of the finding when lag, window, severity and bin are chosen otherwise?",
        formula="one row for each test, bin, severity and window",
        misleads=("Rows are not independent: many rows that agree are not much more evidence than one.",),
        reference="simonsohn_simmons_nelson_2020 (the idea)",
        measure=specification_curve,
        example='specification_curve(war, attack, days=(7, 14), bins=("day",))',
    ),
    Card(
        name="share_answered_by",
        question="What share of attacks is answered in time, counting those whose window was cut short?",
        formula="1 - S(w), Kaplan and Meier's share still waiting after w days",
        misleads=("Attacks that share one answer count each, so the interval is too narrow in dense fighting.",),
        reference="kaplan_meier_1958",
        measure=share_answered_by,
        example="share_answered_by(war, attack, within_days=7)",
        assumes=("That the watch ended has nothing to do with whether an answer was near.",),
    ),
    Card(
        name="median_wait",
        question="After how many days is half of all attacks answered?",
        formula="the first day on which S(t) is at most one half",
        misleads=("Where fewer than half are ever answered there is none, however fast the answers are.",),
        reference="kaplan_meier_1958",
        measure=median_wait,
        example="median_wait(war, attack)",
        assumes=("That the watch ended has nothing to do with whether an answer was near.",),
    ),
    Card(
        name="outcome_shares",
        question="What comes first after an attack: an answer, another attack, or nothing?",
        formula="F_c(t) = sum of S(t-) d_c / n at risk, for answered and superseded",
        misleads=("A side that attacks daily is superseded rather than unanswered: read the three together.",),
        reference="aalen_johansen_1978",
        measure=outcome_shares,
        example="outcome_shares(war, attack, within_days=14)",
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
        example="proportion(war, attack, within_days=7)",
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
        example="rate_ratio(war, attack, on=date(2032, 6, 1), within_days=60)",
        assumes=("But for the day, the rate would have stayed.",),
    ),
    Card(
        name="rate_after_attacks",
        question="By what factor does the other side act more often after attacks than before them?",
        formula="sum of N_j over w days after attacks / sum over w days before",
        misleads=("Answers both ways cancel; a slower side looks like an answering one.",),
        reference="ours",
        measure=rate_after_attacks,
        example="rate_after_attacks(war, attack)",
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
        example="tail(event.toll.killed.point or 0 for event in war.events)",
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
        example="rule(war, attack).slope",
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
        example="deterrence(war, attack, random=random).sentence",
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
        example="threats_come_true(war, attack, within_days=10)",
        assumes=("A threat is reported whether or not it comes true.",),
    ),
    Card(
        name="words_and_force",
        question="Do sanctions or threats come before one's own force, after it, or in its place?",
        formula="shares with force in w days before and after, and lag minus lead of force around them",
        misleads=("Quiet times may make both quiet: in place of force is no cause.",),
        reference="ours",
        measure=words_and_force,
        example="words_and_force(war, attack)",
        assumes=("Both words and force are reported alike.",),
    ),
    Card(
        name="specification_curve_on",
        question="The same for daily numbers that stand already.",
        formula="one row for each test, bin and window, as they are and as days with any act",
        misleads=("Rows are not independent: many rows that agree are not much more evidence than one.",),
        reference="simonsohn_simmons_nelson_2020 (the idea)",
        measure=specification_curve_on,
        example="specification_curve_on(counts, days=(7, 14))",
    ),
    Card(
        name="hurdle",
        question="Does an act make any answer likelier, and more answers where there are any?",
        formula="logit P(y > 0) and a zero-truncated Poisson rate, each on log2(1 + acts of the other over p days)",
        misleads=(
            "Waves faster than the spline are left in, and look like answers.",
            "Its second interval is a little narrow where few days have an act.",
        ),
        reference="mullahy_1986 (the model); newey_west_1987 (the intervals)",
        measure=hurdle,
        assumes=("Whether anything comes and how much comes are two decisions.",),
        example="hurdle(counts)",
    ),
    Card(
        name="fit_days",
        question="How many acts of the other side does one act bring, and how soon (a Hawkes process of days)?",
        formula="m(d) = (I - w0 A)^-1 (own rate + A sum of w_l y(d - l))",
        misleads=(
            "Two sides that ride one wave excite each other in any such fit; the verdict decides, not this.",
            "A slow answer and a moving rate of one's own are the same thing.",
        ),
        reference="hawkes_1971; fokianos_tjostheim_2011 (the logarithmic link); the within-day term is ours",
        measure=fit_days,
        assumes=("What is in no record sets off nobody.",),
        example="sentences_of(fit_days(counts_of(war, (attack, attack.reversed))))",
    ),
    Card(
        name="who_was_answered_by_day",
        question="Which act probably answered which, and which nobody?",
        formula="A w_l g over the rate of the day, for each earlier act; own rate over it for nobody",
        misleads=("It is a share of a fitted rate, and nobody's word: the links are inferred, with a probability.",),
        reference="zhuang_ogata_vere_jones_2002",
        measure=who_was_answered_by_day,
        assumes=("The process is the one that was fitted.",),
        example="who_was_answered_by_day(fit_days(counts_of(war, (attack, attack.reversed))), [3, 5], [0, 1])",
    ),
    Card(
        name="moving_line",
        question="Has the red line moved, and when?",
        formula="weights of: nothing changed; the chances changed and the line stayed; the line moved on some day",
        misleads=(
            "One move is looked for: a line that wanders shows as one that moved once.",
            "Where chances and line change on one day, the weight of the line's move may be small.",
        ),
        reference="ours",
        measure=moving_line,
        assumes=("On either side of the line and of the day the chance of an answer is the same for all attacks.",),
        example="moving_line(attacks_seen(war, attack, within_days=7), attack, within_days=7)",
    ),
    Card(
        name="around_answers",
        question="What does the attacker do on each day around an answer, beside like days without one?",
        formula="mean acts on day k around answers - mean around five matched days each",
        misleads=("Before day 0 the two were matched: that they lie together there is no proof.",),
        reference="ours",
        measure=around_answers,
        assumes=("Days that were alike in the last four weeks' acts were alike in what was coming.",),
        example="around_answers(counts, random=random)",
    ),
    Card(
        name="own_memory",
        question="Do answers lower the attacker's rate, beside the attacker's own memory?",
        formula="Poisson: log rate = spline + b log2(1 + answers over p days) + own acts over 2, 7, 28 days",
        misleads=("A wave faster than the spline pushes it up, and hides deterrence.",),
        reference="newey_west_1987 (the errors)",
        measure=own_memory,
        assumes=("What both sides share moves more slowly than the knots.",),
        example="own_memory(counts)",
    ),
    Card(
        name="interrupted",
        question="Does a side's series break on a day, in level and in trend?",
        formula="log rate = a + b d + c 1{d > t} + e (d - t) 1{d > t}; the interval from other days of the record",
        misleads=(
            "Everything else that happened on that day is in it.",
            "A day chosen because of what followed proves itself.",
        ),
        reference="ours (the interval)",
        measure=interrupted,
        assumes=("Other days of the record are days on which nothing special happened.",),
        example="interrupted(counts, on=date(2032, 6, 1), days=60)",
    ),
    Card(
        name="placebo_dyads",
        question="Do answers seem to change what others do, who have nothing to do with them?",
        formula="the deterrence ratio, with the acts of another dyad in the attacker's place",
        misleads=("A third side may be tied to the two after all.",),
        reference="ours",
        measure=placebo_dyads,
        assumes=("The other dyad has nothing to do with the answers.",),
        example="placebo_dyads(war, attack, other_dyads(war, attack), random=random)",
    ),
    Card(
        name="inhibition",
        question="Does an act lower the other side's rate on the next day, in a process that may inhibit?",
        formula="log m(d) = spline + sum of A w_l log(1 + y(d - l))",
        misleads=("How fast an act is forgotten is held; a slow lowering looks like a lower rate of one's own.",),
        reference="fokianos_tjostheim_2011 (the link)",
        measure=inhibition,
        assumes=("What both sides share moves more slowly than the knots.",),
        example="inhibition(war, attack)",
    ),
    Card(
        name="integrated",
        question="What is a measure when unclaimed acts and uncertain days are drawn again and again?",
        formula="mean over draws; its variance = mean of the variances + (1 + 1/m) variance of the means",
        misleads=(
            "Unclaimed acts are taken to be like claimed ones, which they are not where one side hides its hand.",
        ),
        reference="rubin_1987 (the combination)",
        measure=integrated,
        assumes=("Acts without an author are like those with one.",),
        example="integrated(war, attack, lambda war, dyad: answered_share(war, dyad, within_days=7), random=random)",
    ),
    Card(
        name="at_levels",
        question="What does the choice of level change: the group, the umbrella, the patron?",
        formula="any measure, with an act counted for a level if one of its members did it or bore it",
        misleads=("A level that holds more acts is not the truer one: somebody under an umbrella acts anyway.",),
        reference="ours",
        measure=at_levels,
        example="at_levels(war, lambda war, dyad: answered_share(war, dyad, within_days=7), "
        'attackers=[Level("Ashmar")], others=[Level("Belvar")])',
    ),
    Card(
        name="exchange_lengths",
        question="How long are exchanges?",
        formula="share of exchanges with more than two acts, and the share with as many or more",
        misleads=("An exchange is as long as its links: those that nobody suggested are not in it.",),
        reference="ours; wilson_1927 (the interval)",
        measure=exchange_lengths,
        example="exchange_lengths([Exchange((a.id, b.id), ('x',)) for a, b in zip(war.events, war.events[1:])])",
    ),
    Card(
        name="first_and_last",
        question="Whose act stands first in the record of an exchange, and whose last?",
        formula="shares of exchanges whose first (last) day has acts of that side alone",
        misleads=(
            "An exchange begins where our record begins, which is not who started it.",
            "The last word is the last that anybody told of.",
        ),
        reference="ours; wilson_1927 (the interval)",
        measure=first_and_last,
        example='first_and_last([], {}, {"Ashmar": (), "Belvar": ()})',
    ),
    Card(
        name="progress_curve",
        question="Do attacks come ever faster?",
        formula="log tau_n = log tau_1 - b log n over the days between days with attacks",
        misleads=(
            "A record that begins in the middle of a war numbers the attacks wrongly, and makes b too small.",
            "Exponent and first wait come out of one fit, and rise together by its error alone.",
        ),
        reference="johnson_etal_2011",
        measure=progress_curve,
        assumes=("Waits are independent around the curve.",),
        example="progress_curve(war.days_of(attack))",
    ),
    Card(
        name="nearby_asymmetry",
        question="Do more answers come near an act after it than before it?",
        formula="mean over acts of answers in the ring in w days after less those before, less its mean over all days",
        misleads=("A side that is slower to move with a cause at that place looks like one that answers.",),
        reference="ours; newey_west_1987 (the variance)",
        measure=nearby_asymmetry,
        assumes=("A cause at a place reaches both sides alike and at once.",),
        example="nearby_asymmetry(strikes, attacks, rings_km=(0, 10, 50))",
    ),
    Card(
        name="intervention",
        question="What would follow if acts were drawn at another rate in space?",
        formula="mean of next days' outcomes, each day weighed by its chance under the rate over its fitted chance",
        misleads=(
            "A reason to act that is in no earlier count biases it.",
            "Rates far from those that were rest on few days.",
        ),
        reference="papadogeorgou_etal_2022 (the method)",
        measure=intervention,
        assumes=("The chance of an act depends on nothing but the density, the last 30 days and a trend.",),
        example="intervention(strikes, attacks, strikes, rates=(1, 2))",
    ),
)
