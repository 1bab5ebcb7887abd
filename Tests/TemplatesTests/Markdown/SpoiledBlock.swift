/// A text whose blocks an editor got wrong, and what is said of it.
struct SpoiledBlock {
    let name: String
    let source: String
    /// Each by its line and column in the source.
    let faults: [String]

    init(_ name: String, _ source: String, _ faults: [String]) {
        self.name = name
        self.source = source
        self.faults = faults
    }

    static let all: [SpoiledBlock] = [
        SpoiledBlock(
            "A block that is not closed", ":::button\nlink: https://www.shop.example/a\nVoir",
            ["1:1: :::button is not closed: put ::: on a line of its own below its last words"]),
        SpoiledBlock(
            "A block that another one shows not to be closed",
            ":::button\nlink: https://www.shop.example/a\nVoir\n\n:::note\nMot.\n:::",
            ["1:1: :::button is not closed: put ::: on a line of its own below its last words, above line 5"]),
        SpoiledBlock(
            "A column that the next one shows not to be closed",
            ":::columns\n:::column\nUn.\n:::column\nDeux.\n:::\n:::",
            ["2:1: :::column is not closed: put ::: on a line of its own below its last words, above line 4"]),
        SpoiledBlock(
            "Several blocks that are not closed", ":::section\n:::note\nMot.",
            [
                "1:1: :::section is not closed: put ::: on a line of its own below its last words",
                "2:1: :::note is not closed: put ::: on a line of its own below its last words",
            ]),
        SpoiledBlock(
            "An end without a beginning", "Mot.\n\n  :::",
            ["3:3: ::: closes no block: take it out, or begin a block in front of it"]),
        SpoiledBlock(
            "One end too many", ":::note\nMot.\n:::\n:::",
            ["4:1: ::: closes no block: take it out, or begin a block in front of it"]),
        SpoiledBlock(
            "A name that is no block", ":::carousel\nMot.\n:::",
            [
                "1:1: :::carousel is no block: write one of button, image, columns, column, products, product, section, divider, note"
            ]),
        SpoiledBlock(
            "A slip of the hand in a name", ":::buton\nMot.\n:::",
            ["1:1: :::buton is no block: write :::button"]),
        SpoiledBlock(
            "A name in French", ":::bouton\nMot.\n:::",
            ["1:1: :::bouton is no block: write :::button"]),
        SpoiledBlock(
            "Words behind the name", ":::button Voir\nlink: https://www.shop.example/a\n:::",
            ["1:11: Voir stands behind :::button: put it on a line of its own below"]),
        SpoiledBlock(
            "Attributes in braces", ":::button{link=\"https://www.shop.example/a\"}\nVoir\n:::",
            ["1:10: {link=\"https://www.shop.example/a\"} stands behind :::button: put it on a line of its own below"]),
        SpoiledBlock(
            "A button without a link", ":::button\nVoir\n:::",
            ["1:1: :::button has no link: write link: https://... right below :::button"]),
        SpoiledBlock(
            "A button whose link says nothing", ":::button\nlink:\nVoir\n:::",
            ["2:6: link: says nothing: write it behind the colon, or take the line out"]),
        SpoiledBlock(
            "A button with a script", ":::button\nlink: javascript:alert(1)\nVoir\n:::",
            [
                "2:7: javascript:alert(1) is no link that a letter may have: write the whole address, with https:// or mailto:"
            ]),
        SpoiledBlock(
            "A link without encryption", ":::button\n  link: http://www.shop.example/\nVoir\n:::",
            [
                "2:9: http://www.shop.example/ is no link that a letter may have: write the whole address, with https:// or mailto:"
            ]),
        SpoiledBlock(
            "A link without its host", ":::button\nlink: /tasses\nVoir\n:::",
            ["2:7: /tasses is no link that a letter may have: write the whole address, with https:// or mailto:"]),
        SpoiledBlock(
            "A button without words", ":::button\nlink: https://www.shop.example/a\n\n:::",
            ["1:1: :::button has no words: write them in a line above its :::"]),
        SpoiledBlock(
            "A button whose words hold a link",
            ":::button\nlink: https://www.shop.example/a\nVoir [ceci](https://www.shop.example/b)\n:::",
            ["3:6: the words of :::button hold another link: write plain words: they lead where link: says"]),
        SpoiledBlock(
            "A button whose words hold a picture",
            ":::button\nlink: https://www.shop.example/a\n![Une tasse](https://www.shop.example/b.png)\n:::",
            ["3:1: the words of :::button hold another picture: write plain words: they lead where link: says"]),
        SpoiledBlock(
            "A link that stands twice",
            ":::button\nlink: https://www.shop.example/a\nlink: https://www.shop.example/a\nVoir\n:::",
            ["3:1: link: stands here twice: take one of them out"]),
        SpoiledBlock(
            "An attribute that a block does not take",
            ":::button\nlink: https://www.shop.example/a\nwidth: 200\nVoir\n:::",
            ["3:1: :::button takes no width: take the line out: it takes link"]),
        SpoiledBlock(
            "An attribute in French", ":::button\nlien : https://www.shop.example/a\nVoir\n:::",
            ["2:1: lien: says nothing to :::button: write link:"]),
        SpoiledBlock(
            "A slip of the hand in an attribute", ":::button\nlnik: https://www.shop.example/a\nVoir\n:::",
            ["2:1: lnik: says nothing to :::button: write link:"]),
        SpoiledBlock(
            "A picture without its alternative", ":::image\nsource: https://www.shop.example/b.png\n:::",
            ["1:1: :::image has no alt: write alt: what it shows right below :::image"]),
        SpoiledBlock(
            "A picture whose alternative says nothing", ":::image\nsource: https://www.shop.example/b.png\nalt: \n:::",
            ["3:6: alt: says nothing: write it behind the colon, or take the line out"]),
        SpoiledBlock(
            "A picture without an address", ":::image\nalt: Une tasse\n:::",
            ["1:1: :::image has no source: write source: https://... right below :::image"]),
        SpoiledBlock(
            "A picture in the letter itself", ":::image\nsource: data:image/png;base64,aaaa\nalt: Une tasse\n:::",
            ["2:9: data:image/png;base64,aaaa is no address of a picture: write the whole address, with https://"]),
        SpoiledBlock(
            "A picture by mail", ":::image\nsource: mailto:a@b.example\nalt: Une tasse\n:::",
            ["2:9: mailto:a@b.example is no address of a picture: write the whole address, with https://"]),
        SpoiledBlock(
            "A width that is no number",
            ":::image\nsource: https://www.shop.example/b.png\nalt: Une tasse\nwidth: 50 %\n:::",
            ["4:8: 50 % is no width: write how many pixels wide the picture is to be shown, as in width: 240"]),
        SpoiledBlock(
            "A width of nothing", ":::image\nsource: https://www.shop.example/b.png\nalt: Une tasse\nwidth: 0\n:::",
            ["4:8: 0 is no width: write how many pixels wide the picture is to be shown, as in width: 240"]),
        SpoiledBlock(
            "One column", ":::columns\n:::column\nUn.\n:::\n:::",
            ["1:1: :::columns holds 1 of :::column: give it 2, each closed by a ::: of its own"]),
        SpoiledBlock(
            "Three columns", ":::columns\n:::column\nUn.\n:::\n:::column\nDeux.\n:::\n:::column\nTrois.\n:::\n:::",
            ["1:1: :::columns holds 3 of :::column: give it 2, each closed by a ::: of its own"]),
        SpoiledBlock(
            "Words between columns", ":::columns\n:::column\nUn.\n:::\nEt puis\nencore\n:::column\nDeux.\n:::\n:::",
            ["5:1: words stand in :::columns itself: put them into a :::column, or below the ::: that closes it"]),
        SpoiledBlock(
            "A column by itself", ":::column\nUn.\n:::",
            ["1:1: :::column cannot stand in the letter itself: it stands in :::columns"]),
        SpoiledBlock(
            "A product by itself", ":::product\nlink: https://www.shop.example/a\nTasse\n:::",
            ["1:1: :::product cannot stand in the letter itself: it stands in :::products"]),
        SpoiledBlock(
            "Products without any", ":::products\n:::",
            ["1:1: :::products holds 0 of :::product: give it at least 1, each closed by a ::: of its own"]),
        SpoiledBlock(
            "A product without a link", ":::products\n:::product\nTasse\n:::\n:::",
            ["2:1: :::product has no link: write link: https://... right below :::product"]),
        SpoiledBlock(
            "A product without a name", ":::products\n:::product\nlink: https://www.shop.example/a\n:::\n:::",
            ["2:1: :::product has no words: write them in a line above its :::"]),
        SpoiledBlock(
            "A product whose price says nothing",
            ":::products\n:::product\nlink: https://www.shop.example/a\nprice:\nTasse\n:::\n:::",
            ["4:7: price: says nothing: write it behind the colon, or take the line out"]),
        SpoiledBlock(
            "A product whose picture has no encryption",
            ":::products\n:::product\nlink: https://www.shop.example/a\npicture: http://b.example/a.png\nTasse\n:::\n:::",
            ["4:10: http://b.example/a.png is no address of a picture: write the whole address, with https://"]),
        SpoiledBlock(
            "A section in a section", ":::section\n:::section\nMot.\n:::\n:::",
            ["2:1: :::section cannot stand in :::section of line 1: it stands in the letter itself"]),
        SpoiledBlock(
            "Columns in a column", ":::columns\n:::column\n:::columns\n:::\n:::\n:::column\nDeux.\n:::\n:::",
            ["3:1: :::columns cannot stand in :::column of line 2: it stands in the letter itself or in :::section"]),
        SpoiledBlock(
            "A tint that the palette lacks", ":::section\ntint: purple\nMot.\n:::",
            ["2:7: purple is no tint: choose one of quiet, warm, cool, accent"]),
        SpoiledBlock(
            "A section that holds nothing", ":::section\ntint: warm\n\n:::",
            ["1:1: :::section holds nothing: write something in it, or take it out"]),
        SpoiledBlock(
            "Words in a divider", ":::divider\nMot.\n:::",
            ["2:1: words stand in a :::divider: close it with ::: in front of them"]),
        SpoiledBlock(
            "A block in a list", "- un\n- :::note\n  Mot.\n  :::",
            [
                "2:1: a block stands neither in a list nor in a quotation: put :::note on a line of its own, with nothing in front"
            ]),
        SpoiledBlock(
            "A block in a quotation", "> :::note\n> Mot.\n> :::",
            [
                "1:1: a block stands neither in a list nor in a quotation: put :::note on a line of its own, with nothing in front"
            ]),
        SpoiledBlock(
            "A block too far to the right", ":::columns\n    :::column\n    Un.\n    :::\n:::",
            ["2:5: :::column stands too far to the right: put no more than three spaces in front of it"]),
        SpoiledBlock(
            "Two colons", "::divider",
            ["1:1: a block begins with three colons: write :::divider"]),
        SpoiledBlock(
            "An attribute below a blank line", ":::button\n\nlink: https://www.shop.example/a\nVoir\n:::",
            ["1:1: :::button has no link: write link: https://... right below :::button"]),
        SpoiledBlock(
            "A link that a letter may not have, in a block", ":::note\nÀ [voir](http://www.shop.example/)\n:::",
            [
                "2:3: http://www.shop.example/ is no link that a letter may have: write the whole address, with https:// or mailto:"
            ]),
        SpoiledBlock(
            "A link that a letter may not have, below the addresses of others",
            "[a]: https://www.shop.example/a\n[b]: <https://www.shop.example/b> 'B'\nLà [voir](/tasses), [et][a]\n[là](/b)",
            [
                "3:4: /tasses is no link that a letter may have: write the whole address, with https:// or mailto:",
                "4:1: /b is no link that a letter may have: write the whole address, with https:// or mailto:",
            ]),
        SpoiledBlock(
            "A picture without its alternative, in Markdown", "Là ![](https://www.shop.example/b.png)",
            [
                "1:4: the picture https://www.shop.example/b.png has no alternative: write what it shows in the brackets of ![]"
            ]),
        SpoiledBlock(
            "HTML", "Là <b>gras</b>",
            ["1:4: <b> is HTML, and is shown as it is written: say it in Markdown, or take it out"]),
        SpoiledBlock(
            "A comment", "<!-- à revoir -->\n\nMot.",
            ["1:1: <!-- à revoir --> is HTML, and is shown as it is written: say it in Markdown, or take it out"]),
        SpoiledBlock(
            "Lines of Windows", ":::note\r\nMot.\r\n:::\r\n:::\r\n",
            ["4:1: ::: closes no block: take it out, or begin a block in front of it"]),
    ]
}
