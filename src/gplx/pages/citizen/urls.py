"""The addresses of a citizen who signed in, and of the sign-in."""

from django.urls import path

from gplx.pages.citizen.arrival.my_page import ask_again, my_page, start
from gplx.pages.citizen.arrival.proof import link_number, proof
from gplx.pages.citizen.arrival.readers import readers
from gplx.pages.citizen.arrival.sign_in import sign_in, sign_out, signed_in
from gplx.pages.citizen.arrival.typing import type_licence
from gplx.pages.citizen.following.change_delivery import change_delivery
from gplx.pages.citizen.following.correct import correct
from gplx.pages.citizen.following.fee import fee, returned
from gplx.pages.citizen.following.progress import progress
from gplx.pages.citizen.following.rate import rate
from gplx.pages.citizen.following.receipt import fee_bill, fee_receipt, receipt
from gplx.pages.citizen.following.refund import refund
from gplx.pages.citizen.following.withdraw import withdraw
from gplx.pages.citizen.preparing.ask_help import ask_help
from gplx.pages.citizen.preparing.delivery import delivery
from gplx.pages.citizen.preparing.health import health
from gplx.pages.citizen.preparing.photo import photo, photo_file
from gplx.pages.citizen.preparing.review import review
from gplx.pages.citizen.preparing.tasks import tasks
from gplx.pages.citizen.preparing.wish import wish

urlpatterns = [
    path("dang-nhap", sign_in, name="sign_in"),
    path("dang-nhap/xong", signed_in, name="signed_in"),
    path("dang-xuat", sign_out, name="sign_out"),
    path("cua-toi", my_page, name="my_page"),
    path("cua-toi/doi", start, name="start"),
    path("cua-toi/tim-lai", ask_again, name="ask_again"),
    path("cua-toi/giay-phep", type_licence, name="type_licence"),
    path("cua-toi/chung-minh", link_number, name="link_number"),
    path("cua-toi/ai-da-xem", readers, name="readers"),
    path("ho-so/<uuid:dossier_id>", tasks, name="tasks"),
    path("ho-so/<uuid:dossier_id>/chung-minh", proof, name="proof"),
    path("ho-so/<uuid:dossier_id>/suc-khoe", health, name="health"),
    path("ho-so/<uuid:dossier_id>/anh", photo, name="photo"),
    path("ho-so/<uuid:dossier_id>/anh/xem", photo_file, name="photo_file"),
    path("ho-so/<uuid:dossier_id>/nhan-ket-qua", delivery, name="delivery"),
    path("ho-so/<uuid:dossier_id>/yeu-cau", wish, name="wish"),
    path("ho-so/<uuid:dossier_id>/nho-giup", ask_help, name="ask_help"),
    path("ho-so/<uuid:dossier_id>/danh-gia", rate, name="rate"),
    path("ho-so/<uuid:dossier_id>/kiem-tra", review, name="review"),
    path("ho-so/<uuid:dossier_id>/nop-phi", fee, name="fee"),
    path("thanh-toan/ket-qua", returned, name="returned"),
    path("ho-so/<uuid:dossier_id>/bien-nhan", receipt, name="receipt"),
    path("ho-so/<uuid:dossier_id>/bien-lai/<int:receipt_id>", fee_receipt, name="fee_receipt"),
    path("ho-so/<uuid:dossier_id>/bien-lai/nen-tang", fee_bill, name="fee_bill"),
    path("ho-so/<uuid:dossier_id>/hoan-phi", refund, name="refund_of"),
    path("ho-so/<uuid:dossier_id>/tien-do", progress, name="progress"),
    path("ho-so/<uuid:dossier_id>/bo-sung", correct, name="correct"),
    path("ho-so/<uuid:dossier_id>/rut", withdraw, name="withdraw"),
    path("ho-so/<uuid:dossier_id>/doi-cach-nhan", change_delivery, name="change_delivery"),
]
