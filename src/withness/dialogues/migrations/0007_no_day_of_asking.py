"""The day on which a dialogue was asked for is no longer kept: nothing ever told it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("dialogues", "0006_letter")]

    operations = [migrations.RemoveField("dialogue", "asked_on")]
