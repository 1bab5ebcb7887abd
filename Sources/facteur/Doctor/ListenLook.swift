import Mail

/// Looks at the ports that a service listens on: free, its own already, or somebody else's.
struct ListenLook {
    let settings: Settings

    func findings(of service: InstallationLook.Service) async -> [Finding] {
        var findings: [Finding] = []
        switch service {
        case .worker:
            let address = settings[Keys.Admin.listen]
            findings.append(
                await look(at: address, Keys.Admin.listen.name, asking: "/healthz", service: "a worker") { page in
                    page.text.contains(" worker: ")
                })
        case .web:
            let address = settings[Keys.Web.listen]
            findings.append(
                await look(at: address, Keys.Web.listen.name, asking: PublicAddressLook.path, service: "facteur web") {
                    page in
                    PublicAddressLook.isOurs(page)
                })
            if let admin = settings[Keys.Web.adminListen] {
                findings.append(
                    await look(at: admin, Keys.Web.adminListen.name, asking: "/healthz", service: "facteur web") {
                        page in
                        page.text.contains(" endpoint: ")
                    })
            }
        }
        return findings
    }

    private func look(
        at address: ListenAddress, _ setting: String, asking path: String, service: String,
        isOurs: @Sendable (PageFetch.Page) -> Bool
    ) async -> Finding {
        guard let fault = ListenCheck.fault(address, setting) else { return .ok(setting, "\(address.text) is free") }
        let host = address.isEverywhere ? "127.0.0.1" : address.host
        let url = "http://\(ListenAddress(host: host, port: address.port).text)\(path)"
        if case .page(let page) = await PageFetch.get(url), isOurs(page) {
            return .ok(setting, "\(address.text): \(service) answers there")
        }
        return Finding(setting, CommandError(fault))
    }
}
