extension SpoiledHTML {
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
            #"<p style="position:relative;left:-9999px">Un</p>"#,
            [#"1:29: left: -9999px can lay it over the footer"#]
        ),
        (
            #"<p style="box-shadow:0 500px 0 500px #ffffff">Un</p>"#,
            [#"1:11: box-shadow: 0 500px 0 500px #ffffff can lay it over the footer"#]
        ),
        (
            #"<p style="box-shadow: 0 1px 2px 0 rgba(0, 0, 0, 0.05)">Un</p>"#,
            []
        ),
        (
            #"<p style="box-shadow: 0 1px 2px rgb(255 255 255), 0 99px #fff">Un</p>"#,
            [#"1:11: box-shadow: 0 1px 2px rgb(255 255 255), 0 99px #fff can lay it over the footer"#]
        ),
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
            #"<p style="position:/**/fixed">Un</p><p style="/*;*/position:fixed">Deux</p>"#,
            [
                #"1:11: position: fixed can lay it over the footer"#,
                #"1:52: position: fixed can lay it over the footer"#,
            ]
        ),
        (
            #"<p style="position&#58;fixed">Un</p><p style="pos&#x69tion&colon;sticky">Deux</p>"#,
            [
                #"1:11: position: fixed can lay it over the footer"#,
                #"1:47: position: sticky can lay it over the footer"#,
            ]
        ),
        (
            #"<p style="position:-webkit-sticky;margin:calc(0px - 300px);margin-top:var(--a)">Un</p>"#,
            [
                #"1:11: position: -webkit-sticky can lay it over the footer"#,
                #"1:35: margin: calc(0px - 300px) can lay it over the footer"#,
                #"1:60: margin-top: var(--a) can lay it over the footer"#,
            ]
        ),
        (
            #"<p style="font-family:&quot;A;B&quot;,serif;background:url(https://a.test/*.png);margin:calc(1px + 2px)">Un</p>"#,
            []
        ),
        (
            #"<p style="position: relative; top: 500px">Un</p>"#,
            [#"1:31: top: 500px can lay it over the footer"#]
        ),
    ]
}
