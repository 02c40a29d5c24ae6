"""The address of the exercises."""

from django.urls import path

from withness.practice import views

app_name = "practice"
urlpatterns = [path("practise/", views.practise, name="practise")]
