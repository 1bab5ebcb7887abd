import Hummingbird

extension Site {
    func addSignIn(to router: Router<Visit>) {
        router.get("/connexion") { _, visit -> Response in signInPage(visit) }
        router.post("/connexion") { request, visit -> Response in
            let form = try await form(request, visit)
            return try await pace.answer { try await signIn(form, visit) }
        }
        router.post("/deconnexion") { request, visit -> Response in
            _ = try await form(request, visit)
            try await pool.use { try await Sessions(database: $0).close(visit.secret) }
            var response = Response.seeOther("/")
            response.setSecret(Secret.make())
            return response
        }
    }

    private func signInPage(
        _ visit: Visit, _ form: Form = Form(fields: [:]), status: HTTPResponse.Status = .ok, _ fault: HTML = ""
    ) -> Response {
        page(
            visit, "Se connecter", status: status,
            """
            \(fault)\(self.form(
                visit, "/connexion", "Se connecter",
                """
                \(field("Adresse e-mail", "email", type: "email", completion: "username", value: form["email"]))
                \(field("Mot de passe", "mot-de-passe", type: "password", completion: "current-password"))
                """))
            <p><a href="/mot-de-passe-oublie">Mot de passe oublié ?</a></p>
            """)
    }

    /// An unknown address and a wrong password are the same to whoever tries.
    private func signIn(_ form: Form, _ visit: Visit) async throws -> Response {
        let account = try await pool.use { try await Accounts(database: $0).find(email: form.email) }
        guard try await Password.verify(form.password, account?.passwordHash), let account else {
            return signInPage(
                visit, form, status: .unauthorized, fault("L’adresse ou le mot de passe ne convient pas."))
        }
        var response = Response.seeOther("/compte")
        response.setSecret(try await pool.use { try await Sessions(database: $0).open(for: account) })
        return response
    }
}
