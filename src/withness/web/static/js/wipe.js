// Locked or signed out: nothing of what was typed stays in this tab, sealed or not, nor what was asked about it.
for (const lies of Object.keys(sessionStorage)) if (/^(words|hints):/.test(lies)) sessionStorage.removeItem(lies);
new BroadcastChannel("withness").postMessage("shut"); // and other windows hide what they show (shut.js)
