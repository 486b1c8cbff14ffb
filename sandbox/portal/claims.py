"""What the portal tells about a citizen."""

from sandbox.people.person import Person


def claims(*, person: Person) -> dict[str, str]:
    """The portal's own claim names; a claim that it does not know is left out."""
    known = {
        "sub": person.tech_id,
        "TechID": person.tech_id,
        "LoaiTaiKhoan": "1",
        "SoDinhDanh": person.cccd,
        "SoCMND": person.portal_cmnd,
        "HoVaTen": person.name,
        "NgayThangNamSinh": f"{person.born:%Y%m%d}",
        "GioiTinh": "Nam" if person.sex == "M" else "Nữ",
        "QuocTich": "Việt Nam",
        "ThuDienTu": person.email,
        "SoDienThoai": person.phone,
        "ThuongTru": person.address,
        "NoiOHienNay": person.address,
        "loAs": "LoA2",
        "TrangThai": "1",
    }
    return {name: value for name, value in known.items() if value is not None}
