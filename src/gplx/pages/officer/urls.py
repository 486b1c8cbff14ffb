"""The addresses of the office pages."""

from django.urls import include, path

from gplx.pages.kit.sides import COUNTER
from gplx.pages.officer.arrival.sign_in import sign_in, sign_out
from gplx.pages.officer.counter.desk import counter_desk, take_up
from gplx.pages.officer.counter.steps import steps
from gplx.pages.officer.counter.visit import slip, visit, visit_start, visit_type
from gplx.pages.officer.dossier.act import act
from gplx.pages.officer.dossier.document import document
from gplx.pages.officer.dossier.exchanges import ask_all_again, ask_one_again
from gplx.pages.officer.dossier.page import dossier_page
from gplx.pages.officer.law.ask import ask_law
from gplx.pages.officer.money import days, refunds
from gplx.pages.officer.money.cash import cash_desk
from gplx.pages.officer.printing.run import cut_several, hand_over_several, print_run, print_several
from gplx.pages.officer.queue.approvals import approve_several
from gplx.pages.officer.queue.queue import queue
from gplx.pages.officer.queue.ratings import ratings
from gplx.pages.officer.receipts.doubtful import doubtful_payments
from gplx.pages.officer.receipts.receipt import cancel_receipt, receipt_paper
from gplx.pages.officer.software import connection
from gplx.pages.officer.software.conformance import conformance

urlpatterns = [
    path("can-bo/dang-nhap", sign_in, name="staff_sign_in"),
    path("can-bo/dang-xuat", sign_out, name="staff_sign_out"),
    path("can-bo", queue, name="queue"),
    path("can-bo/tai-quay", counter_desk, name="counter_desk"),
    path("can-bo/tai-quay/ma", take_up, name="take_up"),
    path("can-bo/tai-quay/nguoi/<uuid:visit_id>", visit, name="visit"),
    path("can-bo/tai-quay/nguoi/<uuid:visit_id>/doi", visit_start, name="visit_start"),
    path("can-bo/tai-quay/nguoi/<uuid:visit_id>/giay-phep", visit_type, name="visit_type"),
    path("can-bo/tai-quay/nguoi/<uuid:visit_id>/phieu", slip, name="slip"),
    path("can-bo/tai-quay/ho-so/", include((steps, COUNTER))),
    path("can-bo/danh-gia", ratings, name="ratings"),
    path("can-bo/hoi-luat", ask_law, name="ask_law"),
    path("can-bo/duyet", approve_several, name="approve_several"),
    path("can-bo/in-the", print_run, name="print_run"),
    path("can-bo/in-the/in", print_several, name="print_several"),
    path("can-bo/in-the/cat-goc", cut_several, name="cut_several"),
    path("can-bo/in-the/chuyen", hand_over_several, name="hand_over_several"),
    path("can-bo/quay-thu", cash_desk, name="cash_desk"),
    path("can-bo/hoan-phi", refunds.refunds, name="refunds"),
    path("can-bo/hoan-phi/lenh", refunds.prepare_order, name="prepare_order"),
    path("can-bo/hoan-phi/tra-loi", refunds.bring_answer, name="bring_answer"),
    path("can-bo/hoan-phi/lenh/<int:order_id>", refunds.release_order, name="release_order"),
    path("can-bo/hoan-phi/lenh/<int:order_id>/tep", refunds.order_file, name="order_file"),
    path("can-bo/hoan-phi/<int:refund_id>", refunds.refund, name="refund"),
    path("can-bo/hoan-phi/<int:refund_id>/chu-tai-khoan", refunds.check_holder, name="check_holder"),
    path("can-bo/doi-soat", days.reconciliation, name="reconciliation"),
    path("can-bo/doi-soat/ngay", days.reconciled_day, name="reconciled_day"),
    path("can-bo/doi-soat/xlsx", days.day_sheet, name="day_sheet"),
    path("can-bo/doi-soat/lai", days.reconcile_again, name="reconcile_again"),
    path("can-bo/doi-soat/khoa-so", days.close, name="close_day"),
    path("can-bo/doi-soat/chenh-lech/<int:difference_id>", days.explain, name="explain"),
    path("can-bo/phan-mem", connection.software, name="software"),
    path("can-bo/phan-mem/khoa", connection.new_key, name="new_api_key"),
    path("can-bo/phan-mem/dia-chi", connection.register_address, name="register_webhook"),
    path("can-bo/phan-mem/bi-mat", connection.new_secret, name="rotate_webhook"),
    path("can-bo/phan-mem/ngung", connection.stop_telling, name="stop_webhook"),
    path("can-bo/phan-mem/gui-lai", connection.send_all_again, name="send_all_again"),
    path("can-bo/phan-mem/gui-lai/<int:exchange_id>", connection.send_one_again, name="send_one_again"),
    path("can-bo/phan-mem/noi-xu-ly", connection.new_mode, name="new_mode"),
    path("can-bo/phan-mem/kiem-tra", conformance, name="conformance"),
    path("can-bo/ho-so/<uuid:dossier_id>", dossier_page, name="dossier"),
    path("can-bo/ho-so/<uuid:dossier_id>/tep/<uuid:document_id>", document, name="document"),
    path("can-bo/ho-so/<uuid:dossier_id>/hoi-lai", ask_all_again, name="ask_all_again"),
    path("can-bo/ho-so/<uuid:dossier_id>/hoi-lai/<int:exchange_id>", ask_one_again, name="ask_one_again"),
    path("can-bo/thanh-toan", doubtful_payments, name="doubtful_payments"),
    path("can-bo/ho-so/<uuid:dossier_id>/bien-lai/<int:receipt_id>", receipt_paper, name="receipt_paper"),
    path("can-bo/ho-so/<uuid:dossier_id>/bien-lai/<int:receipt_id>/huy", cancel_receipt, name="cancel_receipt"),
    path("can-bo/ho-so/<uuid:dossier_id>/<slug:act>", act, name="act"),
]
