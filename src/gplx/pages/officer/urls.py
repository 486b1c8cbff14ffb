"""The addresses of the office pages."""

from django.urls import path

from gplx.pages.officer.arrival.sign_in import sign_in, sign_out
from gplx.pages.officer.dossier.act import act
from gplx.pages.officer.dossier.document import document
from gplx.pages.officer.dossier.exchanges import ask_all_again, ask_one_again
from gplx.pages.officer.dossier.page import dossier_page
from gplx.pages.officer.law.ask import ask_law
from gplx.pages.officer.printing.run import cut_several, hand_over_several, print_run, print_several
from gplx.pages.officer.queue.approvals import approve_several
from gplx.pages.officer.queue.queue import queue

urlpatterns = [
    path("can-bo/dang-nhap", sign_in, name="staff_sign_in"),
    path("can-bo/dang-xuat", sign_out, name="staff_sign_out"),
    path("can-bo", queue, name="queue"),
    path("can-bo/hoi-luat", ask_law, name="ask_law"),
    path("can-bo/duyet", approve_several, name="approve_several"),
    path("can-bo/in-the", print_run, name="print_run"),
    path("can-bo/in-the/in", print_several, name="print_several"),
    path("can-bo/in-the/cat-goc", cut_several, name="cut_several"),
    path("can-bo/in-the/chuyen", hand_over_several, name="hand_over_several"),
    path("can-bo/ho-so/<uuid:dossier_id>", dossier_page, name="dossier"),
    path("can-bo/ho-so/<uuid:dossier_id>/tep/<uuid:document_id>", document, name="document"),
    path("can-bo/ho-so/<uuid:dossier_id>/hoi-lai", ask_all_again, name="ask_all_again"),
    path("can-bo/ho-so/<uuid:dossier_id>/hoi-lai/<int:exchange_id>", ask_one_again, name="ask_one_again"),
    path("can-bo/ho-so/<uuid:dossier_id>/<slug:act>", act, name="act"),
]
