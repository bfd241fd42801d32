"""Where something happened, never finer than its source."""

from dataclasses import dataclass

from talion.errors import RecordError

PRECISIONS = ("site", "town", "district", "province", "country", "region", "unknown")
PLACE_ROLES = ("act", "origin", "target", "route", "mentioned")


@dataclass(frozen=True, slots=True)
class Place:
    """One place with its precision: `latitude` and `longitude` in degrees, at most two decimals (about 1 km).

    `country` is ISO 3166-1 alpha-3. `role` says what the place is to the act; a place that is merely named has
    the role "mentioned" and is no place of the act.
    """

    name: str
    precision: str = "unknown"
    country: str | None = None
    province: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames: int | None = None
    role: str = "act"
    said: str | None = None

    def __post_init__(self) -> None:
        if self.precision not in PRECISIONS:
            raise RecordError(f"the precision of a place is one of {', '.join(PRECISIONS)}; not {self.precision!r}")
        if self.role not in PLACE_ROLES:
            raise RecordError(f"the role of a place is one of {', '.join(PLACE_ROLES)}; not {self.role!r}")
        if (self.latitude is None) != (self.longitude is None):
            raise RecordError(f"{self.name}: a latitude needs its longitude")
        if self.latitude is not None and not -90 <= self.latitude <= 90:
            raise RecordError(f"{self.name}: latitude {self.latitude} is not on Earth")
        if self.longitude is not None and not -180 <= self.longitude <= 180:
            raise RecordError(f"{self.name}: longitude {self.longitude} is not on Earth")
        for degrees in (self.latitude, self.longitude):
            if degrees is not None and round(degrees, 2) != degrees:
                raise RecordError(f"{self.name}: coordinates finer than a town ({degrees}); give two decimals")
