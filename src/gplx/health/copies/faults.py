"""What can be wrong with a certified copy, each in one sentence that says what to do."""

from enum import Enum


def _says(sentence: str) -> str:
    """Marks a sentence for translation."""
    return sentence


class Fault(Enum):
    """Why the signature of a copy is not accepted; the value is the sentence that the person reads."""

    NOT_PDF = _says(
        "Bản sao chứng thực điện tử là tệp PDF có chữ ký số. Nếu ông/bà có ảnh hoặc bản quét, vui lòng chọn dạng ảnh chụp hoặc bản quét."
    )
    UNREADABLE = _says(
        "Không đọc được tệp PDF này. Vui lòng tải lại bản sao từ nơi đã chứng thực, hoặc gửi ảnh chụp giấy khám."
    )
    ENCRYPTED = _says("Tệp PDF này có mật khẩu nên không kiểm tra được chữ ký số. Vui lòng gửi tệp không có mật khẩu.")
    UNSIGNED = _says(
        "Tệp này không có chữ ký số nên không phải bản sao chứng thực điện tử. Vui lòng gửi đúng tệp đã nhận từ nơi chứng thực, "
        "hoặc chọn dạng ảnh chụp hoặc bản quét."
    )
    SEVERAL = _says(
        "Tệp này có nhiều hơn hai chữ ký số nên không kiểm tra được. Vui lòng gửi bản sao do một nơi chứng thực ký."
    )
    TAMPERED = _says(
        "Nội dung tệp đã bị thay đổi sau khi ký nên chữ ký số không còn giá trị. Vui lòng tải lại bản gốc từ nơi đã chứng thực."
    )
    WEAK = _says(
        "Chữ ký số của tệp dùng thuật toán đã cũ, không còn an toàn. Vui lòng xin nơi chứng thực cấp lại bản sao điện tử."
    )
    SELF_SIGNED = _says(
        "Chữ ký số của tệp do người ký tự tạo, không do tổ chức chứng thực cấp. Vui lòng xin bản sao tại UBND xã, phường hoặc "
        "văn phòng công chứng."
    )
    UNKNOWN = _says(
        "Chữ ký số của tệp không thuộc tổ chức chứng thực nào mà hệ thống công nhận. Vui lòng xin bản sao tại UBND xã, phường hoặc "
        "văn phòng công chứng."
    )
    EXPIRED = _says("Chứng thư số của người ký đã hết hạn khi ký. Vui lòng xin nơi chứng thực ký lại bản sao điện tử.")
    NOT_YET_VALID = _says(
        "Chứng thư số của người ký chưa có hiệu lực khi ký. Vui lòng xin nơi chứng thực ký lại bản sao điện tử."
    )
    FROM_TOMORROW = _says(
        "Thời điểm ký ghi trong tệp là ở tương lai. Vui lòng xin nơi chứng thực ký lại bản sao điện tử."
    )
    REVOKED = _says("Chứng thư số của người ký đã bị thu hồi. Vui lòng xin nơi chứng thực ký lại bản sao điện tử.")
    UNFIT = _says(
        "Chứng thư số của người ký không dùng được để ký văn bản này. Vui lòng xin nơi chứng thực ký lại bản sao điện tử."
    )


class UnableToTrust(Exception):
    """The signature of a copy is not accepted, for one fault; the message is the sentence that the person reads."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault
