"""Every call to an outside system, as a record of its own."""

from django.db import models

WANTED, SENT, ANSWERED, REFUSED, GIVEN_UP = "wanted", "sent", "answered", "refused", "given_up"
OPEN = (WANTED, SENT)


class Exchange(models.Model):
    """One call: *wanted → sent → answered | refused | given up*, with its attempts and its answer."""

    id = models.BigAutoField(primary_key=True)
    register = models.CharField(max_length=20)
    operation = models.CharField(max_length=20)
    key = models.CharField(max_length=160, unique=True)
    about = models.CharField(max_length=80, db_index=True)
    lane = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, default=WANTED)
    attempts = models.PositiveSmallIntegerField(default=0)
    ask = models.JSONField()
    ask_digest = models.CharField(max_length=64)
    answer = models.JSONField(null=True)
    # Whom the call goes to, and whether an earlier try of it may have been acted upon: only then nobody else is asked.
    with_stand_in = models.BooleanField(default=False)
    perhaps_done = models.BooleanField(default=False)
    error_kind = models.CharField(max_length=12, blank=True)
    error = models.CharField(max_length=300, blank=True)
    milliseconds = models.PositiveIntegerField(null=True)
    wanted_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    learnt_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["lane", "id"], name="exchange_lane", condition=~models.Q(lane="")),
            models.Index(fields=["register", "state"], name="exchange_waiting"),
        )

    def __str__(self) -> str:
        return f"{self.register}.{self.operation} {self.state}"

    @property
    def is_open(self) -> bool:
        """Whether an answer may still come by itself."""
        return self.state in OPEN

    @property
    def is_awaited(self) -> bool:
        """Whether an answer may still come, or has come and those who wanted it have not yet learnt of it."""
        return self.is_open or self.learnt_at is None
