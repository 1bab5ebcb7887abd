/// HTML with one slip or a few, and all that is told of it, each fault with its place: `line:column: fault`. Nothing: it is sound. To guard
/// against another slip, add it here.
enum SpoiledHTML {
    static let balance: [(html: String, faults: [String])] = [
        (
            #"<p>Un <b>mot</p>"#,
            [#"1:7: <b> has no end before </p> in line 1"#]
        ),
        (
            #"<div><p>Un</div></p>"#,
            [#"1:17: </p> ends nothing that is open"#]
        ),
        (
            #"<div><span>Un</div></span>"#,
            [
                #"1:6: <span> has no end before </div> in line 1"#,
                #"1:20: </span> ends nothing that is open"#,
            ]
        ),
        (
            #"<p>Un</p></td></tr></table>"#,
            [
                #"1:10: </td> ends nothing that is open"#,
                #"1:15: </tr> ends nothing that is open"#,
                #"1:20: </table> ends nothing that is open"#,
            ]
        ),
        (
            #"<table><tr><td>Un</table>"#,
            []
        ),
        (
            #"<table><tr><td>Un</td></tr>"#,
            [#"1:1: <table> has no end"#]
        ),
        (
            #"<table>Un<tr><td>Deux</td></tr></table>"#,
            [#"1:8: words stand in <table>, where browsers move them out"#]
        ),
        (
            #"<table><div>Un</div><tr><td>Deux</td></tr></table>"#,
            [#"1:8: <div> stands in <table>, where browsers move it out"#]
        ),
        (
            #"<td>Un</td>"#,
            [#"1:1: <td> stands outside of <tr>"#]
        ),
        (
            #"<tr><td>Un</td></tr>"#,
            [#"1:1: <tr> stands outside of <table>"#]
        ),
        (
            #"<table><td>Un</td></table>"#,
            [#"1:8: <td> stands in <table>, where browsers move it out"#]
        ),
        (
            #"<p><div>Un</div></p>"#,
            [#"1:17: </p> ends nothing that is open"#]
        ),
        (
            #"<ul><li>Un<li>Deux</ul>"#,
            []
        ),
        (
            #"<div/>Un"#,
            [#"1:1: <div/> does not end itself"#]
        ),
        (
            #"<p>Un</p><br></br>"#,
            [#"1:14: </br> ends nothing: <br> has no end"#]
        ),
        (
            #"<p>Un</p"#,
            [#"1:6: a tag has no >"#]
        ),
        (
            #"<p class="a'>Un</p>"#,
            [#"1:1: a tag has no >"#]
        ),
    ]

    static let comments: [(html: String, faults: [String])] = [
        (
            #"<p>Un<!-- Deux</p>"#,
            [#"1:6: a comment has no end, and hides all that follows"#]
        ),
        (
            #"<p>Un<!--> Deux</p>"#,
            [#"1:6: a comment ends at once, and its words are shown"#]
        ),
        (
            #"<p>Un<!-- a <!-- b --> c --></p>"#,
            [#"1:13: a comment begins within a comment"#]
        ),
        (
            #"<p>Un<![CDATA[x]]></p>"#,
            [#"1:6: < begins a comment to browsers, which hides what follows"#]
        ),
        (
            #"<p>Un <!doctypo></p>"#,
            [#"1:7: < begins a comment to browsers, which hides what follows"#]
        ),
        (
            #"<p>Un <?php x ?></p>"#,
            [#"1:7: < begins a comment to browsers, which hides what follows"#]
        ),
        (
            #"<p>1 <2, 3 </ 4</p>"#,
            [#"1:12: < begins a comment to browsers, which hides what follows"#]
        ),
        (
            #"<!--[if mso]><table><tr><td><![endif]--><p>Un</p><!--[if mso]></td></tr><![endif]-->"#,
            [#"1:14: <table> has no end"#]
        ),
        (
            #"<!--[if mso]><p>Un</p>-->"#,
            [#"1:1: a conditional comment has no <![endif]>"#]
        ),
        (
            #"<p>Un</p><![endif]-->"#,
            [#"1:10: <![endif]> ends no conditional comment"#]
        ),
        (
            #"<!--[if mso]><script>x</script><![endif]-->"#,
            [#"1:14: <script> runs a program"#]
        ),
    ]

    static let elements: [(html: String, faults: [String])] = [
        (
            #"<script>alert(1)</script>"#,
            [#"1:1: <script> runs a program"#]
        ),
        (
            #"<form action="https://a.test/"><input name="a"></form>"#,
            [
                #"1:1: <form> asks for something in the letter"#,
                #"1:32: <input> has no place in a letter"#,
            ]
        ),
        (
            #"<object data="https://a.test/x"></object>"#,
            [#"1:1: <object> has no place in a letter"#]
        ),
        (
            #"<plaintext>Un"#,
            [
                #"1:1: <plaintext> has no end, and takes in all that follows"#,
                #"1:1: <plaintext> has no place in a letter"#,
            ]
        ),
        (
            #"<textarea>Un"#,
            [
                #"1:1: <textarea> has no end, and takes in all that follows"#,
                #"1:1: <textarea> has no place in a letter"#,
            ]
        ),
        (
            #"<style>p{color:red}</style><p>Un</p>"#,
            [#"1:1: <style> belongs to a whole document"#]
        ),
        (
            #"<v:rect></v:rect>"#,
            [#"1:1: <v:rect> is read by Outlook alone"#]
        ),
        (
            #"<p onclick="x()">Un</p>"#,
            [#"1:4: onclick runs a program"#]
        ),
        (
            #"<meta http-equiv="refresh" content="0;url=https://a.test/">"#,
            [
                #"1:1: <meta http-equiv> tells browsers to do something"#,
                #"1:1: <meta> belongs to a whole document"#,
            ]
        ),
        (
            #"<button>Un</button>"#,
            [#"1:1: <button> has no place in a letter"#]
        ),
        (
            #"<marquee>Un</marquee>"#,
            [#"1:1: <marquee> has no place in a letter"#]
        ),
    ]

    static let styles: [(html: String, faults: [String])] = [
        (
            #"<p style="position:absolute;top:0">Un</p>"#,
            [#"1:11: position: absolute can lay it over the footer"#]
        ),
        (
            #"<p style="margin-bottom:-400px">Un</p>"#,
            [#"1:11: margin-bottom: -400px can lay it over the footer"#]
        ),
        (
            #"<p style="background:url(data:image/png;base64,AA)">Un</p>"#,
            [#"1:11: background loads what is no https:// address"#]
        ),
        (
            #"<p style="behavior:url(a.htc)">Un</p>"#,
            [#"1:11: behavior runs a program"#]
        ),
        (
            #"<p style="transform:translateY(400px)">Un</p>"#,
            [#"1:11: transform: translatey(400px) can lay it over the footer"#]
        ),
        (
            #"<p style="pos\69tion:fixed">Un</p>"#,
            [#"1:11: pos\69tion: fixed holds an escape"#]
        ),
        (
            #"<p style="margin:0 0 -3em">Un</p>"#,
            [#"1:11: margin: 0 0 -3em can lay it over the footer"#]
        ),
        (
            #"<p style="position: relative; top: 500px">Un</p>"#,
            [#"1:31: top: 500px can lay it over the footer"#]
        ),
    ]

    static let links: [(html: String, faults: [String])] = [
        (
            #"<a href="https://a.test/"><a href="https://b.test/">Un</a></a>"#,
            [#"1:27: a link begins within the link of line 1"#]
        ),
        (
            #"<iframe src="https://a.test/"></iframe>"#,
            [#"1:1: <iframe> shows another page"#]
        ),
        (
            #"<svg><a href="https://a.test/">x</a></svg>"#,
            [#"1:1: <svg> has no place in a letter"#]
        ),
        (
            #"<link rel="stylesheet" href="https://a.test/a.css">"#,
            [#"1:1: <link> loads a style from elsewhere"#]
        ),
        (
            #"<base href="https://a.test/">"#,
            [#"1:1: <base> moves all links"#]
        ),
        (
            #"<a href="javascript:x()">Un</a>"#,
            [#"1:10: a link is no https:// address"#]
        ),
        (
            #"<a href="data:text/html,x">Un</a>"#,
            [#"1:10: a link is no https:// address"#]
        ),
        (
            #"<a href="http://a.test/">Un</a>"#,
            [#"1:10: a link is no https:// address"#]
        ),
        (
            #"<a href="/page">Un</a>"#,
            [#"1:10: a link is no https:// address"#]
        ),
        (
            #"<a href="">Un</a>"#,
            [#"1:10: a link leads nowhere"#]
        ),
        (
            #"<a href="java&#115;cript:x()">Un</a>"#,
            [#"1:10: a link is no https:// address"#]
        ),
        (
            #"<a href="https://a.test/" href="https://b.test/">Un</a>"#,
            [#"1:27: href stands twice in a tag"#]
        ),
        (
            #"<a href="https://a.test/"title="Un">Un</a>"#,
            [#"1:26: two attributes stand without a space"#]
        ),
        (
            #"<a href="https://a.test/ title="Un">Un</a>"#,
            [
                #"1:10: a link is no https:// address"#,
                #"1:33: two attributes stand without a space"#,
            ]
        ),
        (
            #"<a href="https://a.test/>Un</a>"#,
            [#"1:1: a tag has no >"#]
        ),
        (
            #"<img src="https://a.test/a.png">"#,
            [#"1:1: a picture has no alt"#]
        ),
        (
            #"<img alt="Un">"#,
            [#"1:1: a picture has no src"#]
        ),
        (
            #"<img alt="" src="https://a.test/p.gif" width="1" height="1">"#,
            [#"1:1: a picture of one pixel counts who opens the letter"#]
        ),
        (
            #"<img alt="" src="cid:a">"#,
            [#"1:18: a picture is not fetched from an https:// address"#]
        ),
        (
            #"<a href="https://a.test/" ping="https://b.test/">Un</a>"#,
            [#"1:27: ping tells somebody who followed a link"#]
        ),
        (
            #"<img alt="" src="https://a.test/a.png" srcset="https://a.test/a2.png 2x, http://a.test/a3.png 3x">"#,
            [#"1:48: a picture is not fetched from an https:// address"#]
        ),
        (
            #"<video src="https://a.test/a.mp4"></video>"#,
            [#"1:1: <video> has no place in a letter"#]
        ),
    ]

    static let placeholders: [(html: String, faults: [String])] = [
        (
            #"<a href="https://a.test/{{#vip}}vip{{/vip}}{{^vip}}tous{{/vip}}">Un</a>"#,
            []
        ),
        (
            #"<p style="color:{{#vip}}red{{/vip}}{{^vip}}#123456{{/vip}}">Un</p>"#,
            []
        ),
        (
            #"<table>{{#vip}}<tr><td>Un</td></tr>{{/vip}}<tr><td>Deux</td></tr></table>"#,
            []
        ),
        (
            #"<p {{#vip}}title="a"{{/vip}}>Un</p>"#,
            []
        ),
        (
            #"<a href="{{#vip}}javascript:x{{/vip}}{{^vip}}https://a.test/{{/vip}}">Un</a>"#,
            [#"1:10: a link is no https:// address"#]
        ),
        (
            #"<a href="https://{{city}}.a.test/">Un</a>"#,
            [#"1:18: {{city}} stands in the host of a link"#]
        ),
        (
            #"<a href="{{city}}">Un</a>"#,
            [#"1:10: a placeholder stands for a whole link"#]
        ),
        (
            #"<a href="https://a.test/{{city|a b}}">Un</a>"#,
            []
        ),
        (
            #"<a href="{{view_link}}">Un</a>"#,
            []
        ),
        (
            #"<img alt="" src="https://a.test/{{city}}.png">"#,
            [#"1:18: the address of a picture differs by reader"#]
        ),
        (
            #"<td background="https://a.test/{{name}}">Un</td>"#,
            [
                #"1:1: <td> stands outside of <tr>"#,
                #"1:17: the address of a picture differs by reader"#,
            ]
        ),
        (
            #"<p title={{city}}>Un</p>"#,
            [#"1:10: a placeholder stands in title without quotes"#]
        ),
        (
            #"<p {{city}}>Un</p>"#,
            [#"1:4: a placeholder stands in a tag"#]
        ),
        (
            #"<p style="color:{{city}}">Un</p>"#,
            [#"1:11: a placeholder stands in a style"#]
        ),
        (
            #"<p>{{nmae}}</p>"#,
            [#"1:4: {{nmae}} is not a field"#]
        ),
        (
            #"<p>{{#vip}}<b>Un{{/vip}}</b></p>"#,
            [#"1:25: </b> ends nothing that is open"#]
        ),
        (
            #"<p>{{#vip}}<b>{{/vip}}{{^vip}}<i>{{/vip}}Un</b></p>"#,
            [
                #"1:31: <i> has no end before </p> in line 1"#,
                #"1:44: </b> ends nothing that is open"#,
            ]
        ),
        (
            #"<p>{{#vip}}Un</p>"#,
            [#"1:4: {{#vip}} has no end"#]
        ),
        (
            #"<p>Un{{/vip}}</p>"#,
            [#"1:6: {{/vip}} ends no section that is open"#]
        ),
        (
            #"<p>{{ name</p>"#,
            [#"1:4: {{ is no placeholder"#]
        ),
    ]

    static let documents: [(html: String, faults: [String])] = [
        (
            #"<!doctype html><html><head><style>p{display:none}</style></head><body><p>Un</p></body></html>"#,
            [#"1:35: p { display: none } can hide the footer"#]
        ),
        (
            #"<!doctype html><html><head><style>body > table:last-child{display:none}</style></head><body><p>Un</p></body></html>"#,
            [#"1:35: body > table:last-child { display: none } can hide the footer"#]
        ),
        (
            #"<!doctype html><html><head><style>.a + table{visibility:hidden}</style></head><body><p class="a">Un</p></body></html>"#,
            [#"1:35: .a + table { visibility: hidden } can hide the footer"#]
        ),
        (
            #"<!doctype html><html><head><style>@import url(https://a.test/a.css);</style></head><body><p>Un</p></body></html>"#,
            [#"1:35: @import loads a style from elsewhere"#]
        ),
        (
            #"<!doctype html><html><head><style>@font-face{font-family:a;src:url(https://a.test/a.woff)}</style></head><body><p>Un</p></body></html>"#,
            [#"1:35: @font-face loads a font from elsewhere"#]
        ),
        (
            #"<!doctype html><html><head><style>p{color:red</style></head><body><p>Un</p></body></html>"#,
            [#"1:35: a rule of the style has no end"#]
        ),
        (
            #"<!doctype html><html><head><style>p{color:red}}</style></head><body><p>Un</p></body></html>"#,
            [#"1:47: } ends no rule of the style"#]
        ),
        (
            #"<!doctype html><html><head><style>/* p{color:red}</style></head><body><p>Un</p></body></html>"#,
            [#"1:35: a comment of the style has no end"#]
        ),
        (
            #"<!doctype html><html><head><style>@media print{p{font-size:0}}</style></head><body><p>Un</p></body></html>"#,
            [#"1:48: p { font-size: 0 } can hide the footer"#]
        ),
        (
            #"<!doctype html><html><head></head><body class="a"><p>Un</p></body></html>"#,
            []
        ),
        (
            #"<!doctype html><html><head><style>.a{display:none}</style></head><body class="a"><p>Un</p></body></html>"#,
            [#"1:35: .a { display: none } can hide the footer"#]
        ),
        (
            #"<!doctype html><html><head></head><body style="display:none"><p>Un</p></body></html>"#,
            [#"1:48: display: none on <body> hides the footer"#]
        ),
        (
            #"<!doctype html><html><head></head><body><p>Un</p></body><p>Deux</p></html>"#,
            [#"1:57: something stands behind </body>"#]
        ),
        (
            #"<!doctype html><html><head></head><body><p>Un</p></body></html><p>Deux</p>"#,
            [#"1:64: something stands behind </body>"#]
        ),
        (
            #"<!doctype html><html><head></head><body><p>Un</p></body></body></html>"#,
            [#"1:57: </body> ends nothing that is open"#]
        ),
        (
            #"<!doctype html><html><head></head><body><p>Un</p></html>"#,
            [#"1:57: the document has no </body>"#]
        ),
        (
            #"<!doctype html><html><head></head><body><div><p>Un</p></body></html>"#,
            [#"1:41: <div> has no end before </body> in line 1"#]
        ),
        (
            #"<!doctype html><html><head></head><body><p>Un</p><style>.a{color:red}</style></body></html>"#,
            [#"1:50: a style stands in the body"#]
        ),
        (
            #"<!doctype html><html><head></head><body><p>Un</p><!-- </body></html>"#,
            [#"1:50: a comment has no end, and hides all that follows"#]
        ),
        (
            #"<!doctype html><html><head><title>Un</head><body><p>Un</p></body></html>"#,
            [#"1:28: <title> has no end, and takes in all that follows"#]
        ),
        (
            #"<!doctype html><html><head><p>Un</p></head><body><p>Un</p></body></html>"#,
            [#"1:28: <p> stands in <head>, where browsers move it out"#]
        ),
        (
            #"<!doctype html><html><head></head><body><body><p>Un</p></body></html>"#,
            [#"1:41: <body> stands twice"#]
        ),
        (
            #"<!doctype html><html><head></head><p>Un</p><body><p>Un</p></body></html>"#,
            [#"1:35: something stands between </head> and <body>"#]
        ),
        (
            #"<!doctype html><html><head><style>p[title]{opacity:0}</style></head><body><p>Un</p></body></html>"#,
            [#"1:35: p[title] { opacity: 0 } can hide the footer"#]
        ),
        (
            #"<!doctype html><html><head><style>p{position:fixed}</style></head><body><p>Un</p></body></html>"#,
            [#"1:37: position: fixed can lay it over the footer"#]
        ),
        (
            #"<!doctype html><html><head><style>.a{background:url(http://a.test/a.png)}</style></head><body><p>Un</p></body></html>"#,
            [#"1:38: background loads what is no https:// address"#]
        ),
        (
            #"<!doctype html><html><head></head><body hidden><p>Un</p></body></html>"#,
            [#"1:41: hidden on <body> hides the footer"#]
        ),
    ]

    static let all = balance + comments + elements + styles + links + placeholders + documents
}
