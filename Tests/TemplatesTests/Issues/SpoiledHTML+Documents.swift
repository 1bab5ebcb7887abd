extension SpoiledHTML {
    static let documents: [(html: String, faults: [String])] = [
        (
            #"<!doctype html><html><head><style>p{height:1px;overflow:hidden}</style></head><body><p>Un</p></body></html>"#,
            [#"1:35: p { height: 1px } can hide the footer"#]
        ),
        (
            #"<!doctype html><html><head><style>a{pointer-events:none}</style></head><body><p>Un</p></body></html>"#,
            [#"1:35: a { pointer-events: none } can hide the footer"#]
        ),
        (
            #"<!doctype html><html><head><style>p{line-height:0}</style></head><body><p>Un</p></body></html>"#,
            [#"1:35: p { line-height: 0 } can hide the footer"#]
        ),
        (
            #"<!doctype html><html><head><style>p{line-height:1.5;font-size:.9em;height:auto;width:100%}</style></head><body><p>Un</p></body></html>"#,
            []
        ),
        (
            #"<!doctype html><html><head><style>td{font-size:1px}</style></head><body><p>Un</p></body></html>"#,
            [#"1:35: td { font-size: 1px } can hide the footer"#]
        ),
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
            #"<!doctype html><html><head><style>\74 d{display:none} .sm\:none{display:none} .\66 oot a{height:0}</style></head><body><p>Un</p></body></html>"#,
            [
                #"1:35: \74 d { display: none } can hide the footer"#,
                #"1:79: .\66 oot a { height: 0 } can hide the footer"#,
            ]
        ),
        (
            #"<!doctype html><html><head></head><body style="height:100px;overflow:hidden"><p>Un</p></body></html>"#,
            [#"1:48: overflow: hidden on <body> hides the footer"#]
        ),
        (
            #"<!doctype html><html><head><link rel="stylesheet" href="https://a.test/a.css"><base target="_blank"></head><body><p>Un</p></body></html>"#,
            [
                #"1:28: <link> loads a style from elsewhere"#,
                #"1:79: <base> moves all links"#,
            ]
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
}
