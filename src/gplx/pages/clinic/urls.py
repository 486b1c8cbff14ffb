"""The addresses of clinics: joining (anybody), the health office, the desk of a doctor."""

from django.urls import path

from gplx.pages.clinic.deciding.clinic import clinic_page, decide_clinic, new_code
from gplx.pages.clinic.deciding.clinics import clinics
from gplx.pages.clinic.desk.connection import add_certificate, connection, new_password, retire_certificate
from gplx.pages.clinic.desk.exams import exam, exams
from gplx.pages.clinic.desk.issue import exam_edit, exam_new
from gplx.pages.clinic.joining.activate import open_account, set_secrets
from gplx.pages.clinic.joining.register import register_facility, registered

urlpatterns = [
    path("co-so-kham/dang-ky", register_facility, name="register_facility"),
    path("co-so-kham/dang-ky/xong", registered, name="registered"),
    path("co-so-kham/kich-hoat", open_account, name="activate"),
    path("co-so-kham/kich-hoat/mat-khau", set_secrets, name="set_secrets"),
    path("co-so-kham/kham", exam_new, name="exam_new"),
    path("co-so-kham/da-phat-hanh", exams, name="exams"),
    path("co-so-kham/phieu/<uuid:uuid>", exam, name="exam"),
    path("co-so-kham/phieu/<uuid:uuid>/sua", exam_edit, name="exam_edit"),
    path("co-so-kham/ket-noi", connection, name="connection"),
    path("co-so-kham/ket-noi/mat-khau", new_password, name="new_password"),
    path("co-so-kham/ket-noi/chung-thu", add_certificate, name="add_certificate"),
    path("co-so-kham/ket-noi/chung-thu/ngung", retire_certificate, name="retire_certificate"),
    path("can-bo/co-so-kham", clinics, name="clinics"),
    path("can-bo/co-so-kham/<str:clinic_id>", clinic_page, name="clinic"),
    path("can-bo/co-so-kham/<str:clinic_id>/ma-kich-hoat", new_code, name="new_code"),
    path("can-bo/co-so-kham/<str:clinic_id>/<slug:act>", decide_clinic, name="decide_clinic"),
]
