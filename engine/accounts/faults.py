"""What is said when somebody is not let in; the same words whatever the reason behind them is."""

from __future__ import annotations

from typing import Final

from engine.language.marker import N_
from engine.validators.faults import FaultText

FAULTS: Final[dict[str, FaultText]] = {
    "data-refused": FaultText(
        "refuse",
        N_(
            "Registration with these data cannot be completed. If you are already registered, "
            "choose “For existing clients”"
        ),
        "E-12",
    ),
    "password-differs": FaultText("refuse", N_("The passwords do not match"), "E-14"),
    "code-invalid": FaultText("refuse", N_("The code is not valid"), "E-15"),
    "login-format": FaultText(
        "refuse", N_("Enter an e-mail or a phone in the format +xxx12345678"), "E-16"
    ),
    "login-refused": FaultText("refuse", N_("Wrong access data"), "E-17"),
    "login-locked": FaultText(
        "refuse",
        N_("Too many wrong tries: logging in is closed. Try again in {minutes} minutes"),
    ),
    "contact-taken": FaultText(
        "refuse", N_("This contact cannot be used. Choose another or contact the Bank")
    ),
    "contact-same": FaultText("refuse", N_("This is the contact that we have already")),
    "change-gone": FaultText("refuse", N_("The change was not confirmed in time. Start again")),
    "password-same": FaultText(
        "refuse", N_("The new password must not equal the previous one"), "E-18"
    ),
    "too-many-codes": FaultText(
        "refuse", N_("Too many codes were requested. Try again in an hour")
    ),
    "too-many-registrations": FaultText(
        "refuse",
        N_("Too many registrations were begun from your network. Try again in an hour"),
    ),
    "code-wait": FaultText("refuse", N_("New codes can be sent in {seconds} seconds")),
    "password-wrong": FaultText("refuse", N_("The current password is not right")),
    "second-factor-wrong": FaultText(
        "refuse",
        N_("The code is not right. Take the newest one from the app, or one of your backup codes"),
    ),
    "second-factor-gone": FaultText("refuse", N_("The log-in took too long. Start again")),
    "passkey-wrong": FaultText(
        "refuse", N_("The passkey was not accepted. Try again, or use another second factor")
    ),
    "sign-on-refused": FaultText(
        "refuse", N_("The single sign-on gives you no role here. Ask your administrator")
    ),
    "sign-on-failed": FaultText("refuse", N_("The single sign-on did not succeed. Try again")),
    "factor-closed": FaultText(
        "refuse", N_("Too many wrong tries. Recover your password, then log in with the new one")
    ),
    "factor-closed-staff": FaultText(
        "refuse", N_("Too many wrong tries. Ask your administrator to let you in")
    ),
    "tries-used-up": FaultText(
        "refuse", N_("Too many wrong tries. Try again in {minutes} minutes")
    ),
    "registration-gone": FaultText(
        "refuse", N_("The registration was not completed in time. Start again")
    ),
}
