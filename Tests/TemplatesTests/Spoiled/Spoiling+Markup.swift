extension Spoiling {
    /// HTML that mail programs cut, block or show badly (H3 to H12).
    static let markup: [Spoiling] = [
        Spoiling(
            "An image without alt", .replace(#" alt="{{shop.name}}""#, with: "", in: "layouts/frame.html.mustache"),
            #"layouts/frame.html.mustache:12: an image without alt: add alt="what it shows", or alt="" where it only decorates"#
        ),
        Spoiling(
            "An image that tells who opened the mail",
            .replace("<ul>", with: #"<img src="{{link}}" alt="">\#n<ul>"#, in: "parcel/fr/html.mustache"),
            "parcel/fr/html.mustache:5: an image whose address holds {{link}} tells who opened the mail: use the same image for every reader"
        ),
        Spoiling(
            "An image without encryption",
            .replace(
                "<ul>", with: #"<img src="http://www.boutique.example/tasse.png" alt="Une tasse">\#n<ul>"#,
                in: "parcel/fr/html.mustache"),
            #"parcel/fr/html.mustache:5: an image that is not fetched from one https:// address: give it src="https://...""#
        ),
        Spoiling(
            "An image in the background",
            .replace(
                "<ul>", with: #"<ul style="background-image:url(https://www.boutique.example/fond.png);">"#,
                in: "parcel/fr/html.mustache"),
            "parcel/fr/html.mustache:5: an image in the background: use a colour, or <img> with alt"),
        Spoiling(
            "A script", .replace("<ul>", with: "<script>alert(1)</script>\n<ul>", in: "parcel/fr/html.mustache"),
            "parcel/fr/html.mustache:5: <script> has no place in mail: take it out"),
        Spoiling(
            "A form", .replace("<ul>", with: "<form></form>\n<ul>", in: "parcel/fr/html.mustache"),
            "parcel/fr/html.mustache:5: <form> has no place in mail: take it out"),
        Spoiling(
            "A button", .replace("<ul>", with: "<button>Oui</button>\n<ul>", in: "parcel/fr/html.mustache"),
            "parcel/fr/html.mustache:5: <button> has no place in mail: take it out"),
        Spoiling(
            "External CSS",
            .replace(
                "</head>", with: #"<link rel="stylesheet" href="https://www.boutique.example/a.css">\#n</head>"#,
                in: "layouts/frame.html.mustache"),
            "layouts/frame.html.mustache:5: <link> has no place in mail: take it out"),
        Spoiling(
            "External CSS that a style imports",
            .replace(
                "</head>", with: #"<style>@import "https://www.boutique.example/a.css";</style>\#n</head>"#,
                in: "layouts/frame.html.mustache"),
            "layouts/frame.html.mustache:5: external CSS: write the styles into the elements"),
        Spoiling(
            "An attribute that runs a script",
            .replace("<ul>", with: #"<ul onclick="open()">"#, in: "parcel/fr/html.mustache"),
            "parcel/fr/html.mustache:5: onclick runs a script: take it out"),
        Spoiling(
            "A document without its language",
            .replace(
                #"<html lang="{{language}}" dir="ltr">"#, with: #"<html dir="ltr">"#, in: "layouts/frame.html.mustache"),
            #"layouts/frame.html.mustache:2: <html> without the lang of its words: write <html lang="{{language}}" dir="ltr">"#
        ),
        Spoiling(
            "A document in the wrong language",
            .replace(
                #"<html lang="{{language}}" dir="ltr">"#, with: #"<html lang="de" dir="ltr">"#,
                in: "layouts/frame.html.mustache"),
            #"layouts/frame.html.mustache:2: <html> without the lang of its words: write <html lang="{{language}}" dir="ltr">"#
        ),
        Spoiling(
            "A body without its language",
            .replace(
                #"<table role="presentation" lang="{{language}}""#, with: #"<table role="presentation""#,
                in: "layouts/frame.html.mustache"),
            #"layouts/frame.html.mustache:6: nothing within <body> has lang: add lang="{{language}}" to the outermost table: some web mail drops <html>"#
        ),
        Spoiling(
            "A document without title",
            .replace("<title>{{subject}}</title>\n", with: "", in: "layouts/frame.html.mustache"),
            "layouts/frame.html.mustache:2: a document without title: add <title>{{subject}}</title>"),
        Spoiling(
            "Words that are too faint",
            .replace("<ul>", with: #"<ul style="color:#8a8f98;">"#, in: "parcel/fr/html.mustache"),
            "parcel/fr/html.mustache:5: the contrast of #8a8f98 on #f3f1ec is 2.87: choose colours of at least 4.5, here or in the settings that they come from"
        ),
        Spoiling(
            "A ground that is too dark",
            .replace("<ul>", with: #"<ul style="background-color:#585c63;">"#, in: "parcel/fr/html.mustache"),
            "parcel/fr/html.mustache:5: the contrast of #23262b on #585c63 is 2.25: choose colours of at least 4.5, here or in the settings that they come from"
        ),
        Spoiling(
            "A link that is too faint",
            .replace(
                #"<a href="{{shop.url}}" style="color:#23262b;">"#,
                with: #"<a href="{{shop.url}}" style="color:#999999;">"#, in: "layouts/fr/footer.html.mustache"),
            "layouts/fr/footer.html.mustache:2: the contrast of #999999 on #f3f1ec is 2.52: choose colours of at least 4.5, here or in the settings that they come from"
        ),
        Spoiling(
            "A colour that not every mail program knows",
            .replace("<ul>", with: #"<ul style="color:rgb(0 0 0 / 50%);">"#, in: "parcel/fr/html.mustache"),
            "parcel/fr/html.mustache:5: not every mail program knows the colour rgb(0 0 0 / 50%): write it as #rrggbb"),
        Spoiling(
            "HTML that mailboxes cut off",
            .replace(
                "<ul>", with: "<!-- \(String(repeating: "x", count: 100_000)) -->\n<ul>", in: "parcel/fr/html.mustache"),
            "parcel/fr/html.mustache: is larger than 100000 bytes: take away what the letter doesn't need"),
    ]
}
