"""What can go wrong. Each message names the thing, the place and the way out."""


class TalionError(Exception):
    """Anything that makes the program stop and that its user can mend."""


class RecordError(TalionError):
    """A record that cannot be true: a span that ends before it begins, a toll below zero."""


class CodebookError(TalionError):
    """A vocabulary file of ours or of the user's that does not follow its schema."""


class ReadError(TalionError):
    """A file or stream that could not be read as a report."""


class ChronicleError(TalionError):
    """A line of the plain-text notation that does not follow it."""


class LedgerError(TalionError):
    """A case file that is missing, of another kind, or asked for something it does not hold."""


class EvidenceError(LedgerError):
    """A passage whose words are not the words at that place of its report."""


class SelectionError(TalionError):
    """A question about events that cannot be asked: an unknown actor, a day that is no day."""


class ImportingError(TalionError):
    """A data set that cannot be read: a file of another kind, a column that is missing, too many broken rows."""


class MeasureError(TalionError):
    """A measure asked of data that cannot bear it."""


class ScenarioError(TalionError):
    """A game, a rule or a scenario file that cannot be played as it stands."""


class ForecastError(TalionError):
    """A question that cannot be answered, a forecast that would know too much, or one that rests on too little."""


class ExportError(TalionError):
    """A format that there is none of, or a folder that cannot be written to."""
