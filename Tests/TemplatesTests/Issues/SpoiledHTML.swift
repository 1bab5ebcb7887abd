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

    static let all = balance + comments + elements + styles + links + placeholders + documents
}
