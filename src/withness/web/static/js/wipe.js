// Locked or signed out: nothing of what was typed stays in this tab, sealed or not.
for (const lies of Object.keys(sessionStorage)) if (lies.startsWith("words:")) sessionStorage.removeItem(lies);
