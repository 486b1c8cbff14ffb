"""Messages to applicants, one row each and way."""

from django.db import models

from gplx.dossiers.models import Dossier

SMS, EMAIL = "sms", "email"
WANTED, SENT, FAILED = "wanted", "sent", "failed"


class Message(models.Model):
    """A message (*tin nhắn, thư*): wanted, sent, or finally failed, which the officer sees."""

    id = models.BigAutoField(primary_key=True)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="messages")
    way = models.CharField(max_length=5)
    template = models.CharField(max_length=24)
    text = models.TextField()
    state = models.CharField(max_length=8, default=WANTED)
    key = models.CharField(max_length=80, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.way} {self.template} {self.state}"
