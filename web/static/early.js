// Loaded first: tells the style sheet that scripts run, so that nothing jumps later.
document.documentElement.classList.add("js");
