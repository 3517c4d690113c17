"""Telling the operator that a task failed."""

from airflow.providers.smtp.hooks.smtp import SmtpHook
from airflow.sdk import BaseNotifier, Connection, Context

from canbao_dags.exit_codes import exit_code_of, meaning_of
from canbao_dags.http import address, send
from canbao_dags.installation import NOTIFY, connection


class TellOperator(BaseNotifier):
    """Sends a message to whom the connection `canbao_notify` names: an http address or a mailbox.

    The message holds names of the run and Canbao's own words, never what a task printed. Without the connection, or
    when it fails, the task's log alone has it: a night does not depend on a mail server.
    """

    def notify(self, context: Context) -> None:
        text = message(context)
        self.log.error("%s", text)
        receiver = connection(NOTIFY)
        if receiver is None:
            self.log.warning("Nobody was told: there is no connection %s", NOTIFY)
            return
        try:
            WAYS[receiver.conn_type or "no type"](receiver, text)
        except Exception as problem:
            # The task has failed whatever a server does; the problem's own words may hold the server's secret.
            self.log.error("Nobody was told: connection %s ends with %s", NOTIFY, type(problem).__name__)


def message(context: Context) -> str:
    instance = context["ti"]
    name = " ".join(filter(None, (instance.task_id, instance.rendered_map_index)))
    code = exit_code_of(context.get("exception"))
    why = (
        f"exit code {code}. {meaning_of(code, instance.task_id).sentence}"
        if code is not None
        else "see the log of the task."
    )
    return f"{instance.dag_id}: {name} failed in {instance.run_id}: {why}\n{instance.log_url}"


def post(receiver: Connection, text: str) -> None:
    """A JSON object with the member `text`, as chat programs take it."""
    send("POST", address(receiver), {"text": text})


def mail(receiver: Connection, text: str) -> None:
    """To the addresses in the connection's extra `to`; server, sender and login are those of the smtp connection."""
    with SmtpHook(smtp_conn_id=receiver.conn_id) as server:
        server.send_email_smtp(to=receiver.extra_dejson["to"], subject=text.splitlines()[0], html_content=text)


WAYS = {"http": post, "https": post, "smtp": mail}
