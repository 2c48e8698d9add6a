import Foundation
import Subprocess
import Testing

/// What the command line says when it cannot do what was asked: where, what, what to do; nothing on standard output; exit 2.
@Suite struct CommandLineRefusalTests {
  private func refusal(_ arguments: [String], _ files: [(name: String, text: String)] = shop) async throws -> String {
    try await withFolder(files) { folder in
      let ran = try await parley(arguments, in: folder)
      #expect(ran.status == 2, "\(arguments)")
      #expect(ran.output.isEmpty, "\(arguments): \(ran.text)")
      return ran.complaint
    }
  }

  @Test(arguments: ["translate", "check", "print", "bench"]) func `a folder that is not there`(command: String) async throws {
    #expect(
      try await refusal([command, "nowhere"])
        == "parley: nowhere: there is no such folder. Check the path, or run parley without one for the sample company.\n")
  }

  @Test(arguments: ["translate", "check", "print", "bench"]) func `a file instead of a folder`(command: String) async throws {
    #expect(
      try await refusal([command, "shop/leads.csv"])
        == "parley: shop/leads.csv: this is a file. Give the folder that holds the exports.\n")
  }

  @Test(arguments: ["translate", "check", "print", "bench"]) func `an empty folder, or one without a table`(command: String)
    async throws
  {
    for files in [[], [("plan.docx", "PK")]] as [[(name: String, text: String)]] {
      #expect(
        try await refusal([command, "shop"], files)
          == "parley: shop: no export in it (CSV, JSON, Excel or SQLite). Put the exports of both teams there: leads, deals and one of marketing are enough.\n"
      )
    }
  }

  @Test(arguments: ["translate", "check", "bench"]) func `tables that nobody recognises`(command: String) async throws {
    #expect(
      try await refusal([command, "shop"], [("things.csv", "colour,shape\nred,round\nblue,square\n")])
        == "parley: shop: 1 file read, none recognised as leads, deals or numbers by day, week or month. No column with a day: things.csv. Nothing says when any of it was: export it with the day.\n"
    )
  }

  @Test func `a folder that may not be read`() async throws {
    guard getuid() != 0 else {
      print("skipped: root may read every folder")
      return
    }
    try await withFolder(shop) { folder in
      try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: folder + "/shop")
      let ran = try await parley(["check", "shop"], in: folder)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder + "/shop")
      #expect(
        ran.status == 2 && ran.complaint == "parley: shop: it cannot be read: Permission denied. Check its permissions.\n")
    }
  }

  @Test(arguments: [
    (["translate", "shop", "--metric", "zebra"], "--metric: there is no metric “zebra” here. There are: fair, web."),
    (
      ["translate", "shop", "--outcome", "zebra"],
      "--outcome: there is no outcome “zebra”. There are: accepted_leads, opportunities, deals_won, revenue_won, revenue_kept, sales_hours, first_response, complaints."
    ),
    (["print", "shop", "--size", "3"], "--size: “3” is no size. Write columns x rows, as in 118x32."),
    (["print", "shop", "--size", "0x0"], "--size: “0x0” is no size. Write columns x rows, as in 118x32."),
    (["print", "shop", "--keys", "Dwon"], "--keys: “Dwon” is no key. Write Down, Enter, C-c, q or text:words."),
    (
      ["print", "shop", "--view", "zebra"],
      "--view: there is no view “zebra”. There are: translate, align, brainstorm, meeting, data."
    ),
    (["translte"], "translte: there is no such folder and no such command. Did you mean: parley translate"),
    (["replay", "no.session"], "no.session: it cannot be read: No such file or directory."),
  ]) func `a word that means nothing`(arguments: [String], sentence: String) async throws {
    #expect(try await refusal(arguments) == "parley: \(sentence)\n")
  }

  @Test(arguments: [
    (["--more", "0"], "--more: Ask for at least one more."),
    (["--more", "-3"], "--more: Ask for at least one more."),
    (
      ["--more", "5", "--by", "2026-10-28"],
      "--by: 28 Oct 2026 is not ahead: the files end on 28 Oct 2026. Choose a later day."
    ),
    (
      ["--more", "5", "--by", "2028-03-31"],
      "--by: The record says how outcomes come until 28 Oct 2027, not until 31 Mar 2028. Choose a day up to then."
    ),
    (
      ["--more", "5", "--outcome", "zebra"],
      "--outcome: there is no outcome “zebra”. There are: accepted_leads, opportunities, deals_won, revenue_won, revenue_kept, sales_hours, first_response, complaints."
    ),
    (
      ["--more", "5", "--outcome", "complaints"],
      "--outcome: Complaints cannot be laid to single leads here, so they cannot be turned round. Deals won, opportunities and accepted leads can, where they are recorded."
    ),
  ]) func `a question that cannot be turned round`(arguments: [String], sentence: String) async throws {
    let ran = try await parley(["back"] + arguments)
    #expect(ran.status == 2 && ran.output.isEmpty)
    #expect(ran.complaint == "parley: \(sentence)\n")
  }

  @Test func `a folder too young to turn anything round says so`() async throws {
    #expect(
      try await refusal(["back", "shop", "--more", "1"])
        == "parley: --outcome: Nothing can be told of deals from any metric yet, so it cannot be turned round. parley translate says why.\n"
    )
  }

  @Test(arguments: [
    ["translate", "--as-of", "nonsense"], ["check", "--as-of", "2026-02-30"], ["sample", "x", "--scale", "0"],
    ["translate", "--zebra"],
    ["sample"],
  ]) func `an option that cannot be read is named with its use`(arguments: [String]) async throws {
    let ran = try await parley(arguments)
    #expect(ran.status == 64)
    #expect(ran.output.isEmpty)
    #expect(ran.complaint.hasPrefix("Error: ") && ran.complaint.contains("Usage: parley "))
  }

  @Test func `what cannot be written is said`() async throws {
    let ran = try await run(
      .name("sh"), arguments: ["-c", "'\(Tmux.parley)' keys > /dev/full"], output: .string(limit: 100),
      error: .string(limit: 1000))
    #expect(ran.terminationStatus == .exited(2))
    #expect(ran.standardError == "parley: standard output: it cannot be written: No space left on device.\n")
  }
}
