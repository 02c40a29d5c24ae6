"""The addresses of the people pages: words and numbers, never a name or a secret."""

from django.urls import path

from withness.people import views

app_name = "people"
urlpatterns = [
    path("begin/", views.begin, name="begin"),
    path("recovery-code/", views.recovery_code, name="recovery_code"),
    path("sign-in/", views.sign_in, name="sign_in"),
    path("unlock/", views.unlock, name="unlock"),
    path("open/", views.still_open, name="still_open"),
    path("lock/", views.lock, name="lock"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("recover/", views.recover, name="recover"),
    path("join/", views.join, name="join"),
    path("us/", views.us, name="us"),
    path("us/new/", views.new_us, name="new_us"),
    path("us/<int:relationship_id>/invite/", views.invite, name="invite"),
    path("us/<int:relationship_id>/leave/", views.leave, name="leave"),
    path("mine/", views.mine, name="mine"),
    path("mine/passphrase/", views.passphrase, name="passphrase"),
    path("mine/recovery-code/", views.new_recovery_code, name="new_recovery_code"),
    path("mine/sign-ins/", views.sign_ins, name="sign_ins"),
    path("mine/delete/", views.delete, name="delete"),
]
