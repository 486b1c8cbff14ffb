"""Why an act did not come to be. Each has the sentence that the person reads: what happened, and what to do."""

from django.utils.translation import gettext_noop


class ActRefused(Exception):
    """The act did not come to be; nothing was changed."""

    sentence = gettext_noop("Việc này chưa thực hiện được.")

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence or self.sentence)


class StaleDossier(ActRefused):
    """Somebody, or another window, acted since the page was made."""

    sentence = gettext_noop(
        "Hồ sơ vừa được cập nhật ở nơi khác. Vui lòng xem lại thông tin mới nhất rồi thực hiện lại."
    )


class NotPossibleNow(ActRefused):
    """The main table has no such act in this state with these facts."""

    sentence = gettext_noop("Hồ sơ đang ở bước khác nên không thực hiện được việc này. Vui lòng xem trạng thái hồ sơ.")


class NotAllowed(ActRefused):
    """Another person's dossier, another department's, or not a role of this person."""

    sentence = gettext_noop("Ông/bà không có quyền thực hiện việc này với hồ sơ này.")


class NotComplete(ActRefused):
    """Something that the act needs is missing; most name it in a sentence of their own."""

    sentence = gettext_noop("Hồ sơ còn thiếu thông tin nên chưa thực hiện được việc này.")
