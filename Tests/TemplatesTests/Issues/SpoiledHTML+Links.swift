extension SpoiledHTML {
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
}
