"""Why an act did not come to be. Each message is the sentence that the person reads: what happened, and what to do."""


class ActRefused(Exception):
    """The act did not come to be; nothing was changed."""

    sentence = "Việc này chưa thực hiện được."

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence or self.sentence)


class StaleDossier(ActRefused):
    """Hồ sơ vừa được cập nhật ở nơi khác. Vui lòng xem lại thông tin mới nhất rồi thực hiện lại."""

    sentence = __doc__ or ""


class NotPossibleNow(ActRefused):
    """Hồ sơ đang ở bước khác nên không thực hiện được việc này. Vui lòng xem trạng thái hồ sơ."""

    sentence = __doc__ or ""


class NotAllowed(ActRefused):
    """Ông/bà không có quyền thực hiện việc này với hồ sơ này."""

    sentence = __doc__ or ""


class NotComplete(ActRefused):
    """Hồ sơ còn thiếu thông tin nên chưa thực hiện được việc này."""

    sentence = __doc__ or ""
