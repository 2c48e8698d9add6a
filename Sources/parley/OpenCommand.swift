import ArgumentParser
import CTerm
import Cells
import Dashboard
import Glibc
import Journal
import Records
import SampleCompany
import Translation

/// `parley [FOLDER]`: the dashboard.
struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "open", abstract: "Open the dashboard (the default).")

  @OptionGroup var place: Where
  @OptionGroup var look: Look

  func run() throws {
    if let folder = place.folder, let command = Parley.command(like: folder) {
      throw refuse("\(folder): there is no such folder and no such command. Did you mean: parley \(command)")
    }
    try Host(place.opening, look: look).run()
  }
}

/// How the dashboard looks, for every command that opens a terminal.
struct Look: ParsableArguments {
  @Option(help: "A theme’s name or file; parley themes lists them.") var theme: String?
  @Flag(help: "Show everything in ASCII.") var ascii = false
  @Flag(inversion: .prefixedNo, help: "Whether clicks and the wheel mean something.") var mouse = true
  @Option(name: .customLong("as"), help: "Who writes in this pane: marketing or sales; W changes it.") var side: Side =
    .marketing
  @Option(help: "The name beside what is written; none unless you give one.") var name: String?
  @Flag(help: "Write nothing, for showing the screen to others.") var readonly = false

  var keeping: Keeping { readonly ? .readOnly("Parley was opened with --readonly.") : .memory }
}

/// The dashboard's outside: a terminal, a mailbox, and whatever effects ask for. The state stays a value between two calls.
final class Host {
  let opening: Opening
  let look: Look
  private let terminal: Terminal
  private let themes: ThemeFiles
  private let mailbox = Mailbox<Delivery>()
  /// Exports that are dropped into the folder are read by themselves.
  let watch: FolderWatch?
  private var isLoading = false
  /// The folder changed while it was being read: read it once more afterwards.
  private var isStale = false
  /// What was read, so that the next reading takes from it whatever is still the same.
  private var files: ReadFiles?
  /// Names of files that changed since.
  private var changed: [String] = []
  /// Somebody is writing into the folder and has not closed the file: it is read when nothing more comes.
  private var isBeingWritten = false
  /// What the reading before held; at first what the last run of the program saw.
  private var seen: SeenBefore
  var state: State
  /// The folder's journal; `nil` for the sample company, whose journal is in memory.
  var journal: JournalFile?
  var scribe = Scribe(Fernhill.journal)
  var clock = EntryClock()
  /// What could not be written: it keeps its moments and ids until it can.
  var unkept: [Entry] = []
  /// Somebody else is writing to the journal: ours is tried again by itself.
  var isHeldUp = false
  /// When the journal was last looked at, where nobody tells of it.
  var lastLook: Int64 = 0
  /// What `M` would write: the text alone, so that tables and bytes can go once they are translated.
  private var proposal: String?
  private var task: Task<Void, Never>?
  /// Deliveries of an older load are thrown away.
  private var load = 0
  private var failure: LoadFailure?
  /// Keys that play by themselves, one every `pace` milliseconds: a recorded session shown to a person.
  private var script: ArraySlice<Key>
  private let pace: CInt

  private struct Delivery: Sendable {
    var load: Int
    var event: Event
    var proposal: String?
    var files: ReadFiles?
    var seen: SeenBefore?
  }

  init(_ opening: Opening, look: Look, script: [Key] = [], pace: CInt = 600) throws {
    if let path = opening.path {
      do throws(LoadFailure) { try Folder.directory(path: path).check() } catch { throw refuse(error.sentence) }
    }
    let options = TerminalOptions(ascii: look.ascii, mouse: look.mouse)
    do throws(TerminalFailure) { terminal = try Terminal(theme: .mono, options: options) } catch {
      throw refuse(error.sentence)
    }
    themes = ThemeFiles(environment: options.environment)
    let chosen = themes.choose(look.theme ?? options.environment("PARLEY_THEME"), depth: terminal.depth)
    terminal.theme = chosen.theme
    self.opening = opening
    self.look = look
    seen = SeenBefore(folder: opening.path)
    watch = opening.path.map { FolderWatch(folders: [$0]) }
    self.script = script[...]
    self.pace = pace
    state = State(
      company: opening.name, columns: terminal.size.columns, rows: terminal.size.rows,
      themes: terminal.depth == .none ? [] : themes.names, theme: chosen.theme.name)
    state.sign(as: Author(look.side, name: look.name.map { oneLine($0, longest: 60) }))
    journal = opening.path.map { JournalFile(folder: $0) }
    openJournal()
    if let complaint = chosen.complaint { _ = state.apply(.done(complaint)) }
  }

  func run() throws {
    let end = runLoop(
      on: terminal, mailbox: mailbox, watching: watch.map { [$0.descriptor] } ?? [], pace: { self.nextPause },
      happened: { self.happened($0) }, painted: { self.state.painted() })
    terminal.restore()
    task?.cancel()
    if let failure, end == .quit { throw refuse(failure.sentence) }
  }

  /// Milliseconds until the script's next key; `nil` when nobody waits for the clock.
  private var nextPause: CInt? {
    if isBeingWritten { return Host.quiet }
    if isHeldUp { return Host.again }
    if !script.isEmpty, proposal != nil { return pace }
    // Only where the folder lies on another host is anybody woken with nothing to do.
    if watch?.isBlind ?? false { return Host.between }
    return state.isMeeting ? 30_000 : nil
  }

  /// Milliseconds between two looks at a journal that nobody tells of, and between two tries at one that is held.
  static let between: CInt = 800
  private static let again: CInt = 300

  /// Milliseconds without a byte after which a file that nobody closed is taken for written.
  private static let quiet: CInt = 700

  private func happened(_ happening: Happening<Delivery>) -> Order {
    switch happening {
    case .resized(let columns, let rows):
      let isFirst = load == 0
      return perform(state.apply(.resized(columns: columns, rows: rows)) + (isFirst ? [.load] : []))
    case .key(let key):
      let order = perform(state.apply(.key(key)))
      tellTime()
      lookAround()
      return order
    case .paused where isBeingWritten:
      isBeingWritten = false
      return reload()
    case .paused:
      tellTime()
      lookAround()
      if isHeldUp {
        keep([])
        return .goOn
      }
      guard proposal != nil, let key = script.popFirst() else { return .goOn }
      return perform(state.apply(.key(key)))
    case .message(let delivery):
      guard delivery.load == load else { return .goOn }
      if case .progressed = delivery.event {} else { isLoading = false }
      if let proposed = delivery.proposal { proposal = proposed }
      if let read = delivery.files { files = read }
      if let before = delivery.seen { seen = before }
      if case .failed(let failure) = delivery.event, proposal == nil {
        // Nothing was ever shown: there is nothing to stay for.
        self.failure = failure
        return .quit
      }
      let effects = state.apply(delivery.event)
      // The figures before are gone now; their pages are given back.
      if !isLoading { ct_trim() }
      guard isStale, !isLoading else { return perform(effects) }
      isStale = false
      return perform(effects + state.apply(.folderChanged))
    case .readable:
      // Hidden files are somebody's scratch, our own among them.
      guard let news = watch?.drain() else { return .goOn }
      if news.changed.contains(JournalFile.fileName) { readJournal() }
      func exports(_ names: [String]) -> [String] { names.filter { !$0.hasPrefix(".") && $0 != JournalFile.fileName } }
      let (closed, open) = (exports(news.changed), exports(news.written))
      changed += (closed + open).filter { !changed.contains($0) }
      if !open.isEmpty { isBeingWritten = true }
      guard !closed.isEmpty else { return .goOn }
      // Whoever closes a file has written it.
      if open.allSatisfy({ closed.contains($0) }) { isBeingWritten = false }
      return reload()
    }
  }

  /// Reads the folder again, at once or when the reading that runs has ended.
  private func reload() -> Order {
    guard !isLoading else {
      isStale = true
      return .goOn
    }
    return perform(state.apply(.folderChanged))
  }

  func perform(_ effects: [Effect]) -> Order {
    for effect in effects {
      switch effect {
      case .quit: return .quit
      case .load: startLoading()
      case .stopLoading:
        task?.cancel()
        load += 1
        isLoading = false
      case .copy(let text): _ = state.apply(.done(terminal.copy(text).sentence))
      case .useTheme(let name):
        do throws(ThemeFailure) { terminal.theme = try themes.read(name) } catch { _ = state.apply(.done(error.sentence)) }
      case .writeMapping: _ = state.apply(.done(kept()))
      case .settle(let edit): _ = state.apply(.done(settled(edit)))
      case .append(let drafts): keep(stamped(drafts))
      case .appendAgain: keep([])
      case .redraw: terminal.repaint()
      case .suspend: terminal.suspend()
      }
    }
    return .goOn
  }

  private func kept() -> String {
    guard let proposal else { return "Nothing is read yet, so there is no mapping to keep." }
    do throws(MappingFailure) { return try keepMapping(proposal, in: opening.path) } catch { return error.sentence }
  }

  /// Writes one answer; the folder is read again because a file of it changed.
  private func settled(_ edit: SettingsEdit) -> String {
    do throws(MappingFailure) { return try keepAnswer(edit, in: opening.path) } catch { return error.sentence }
  }

  private func startLoading() {
    load += 1
    isLoading = true
    let load = load
    let opening = opening
    let mailbox = mailbox
    let (earlier, changed, seen) = (files, changed, seen)
    self.changed = []
    task?.cancel()
    task = Task.detached(executorPreference: Workers.shared) {
      await Host.deliver(opening, load: load, after: earlier, changed, seen) { mailbox.post($0) }
      // What only the passes needed is gone now; give their pages back rather than keep them for the next reading.
      ct_trim()
    }
  }

  /// Progress while reading, the coarse pass as soon as it is there, then the full one.
  private static func deliver(
    _ opening: Opening, load: Int, after earlier: ReadFiles?, _ changed: [String], _ seen: SeenBefore,
    post: @escaping @Sendable (Delivery) -> Void
  ) async {
    do throws(LoadFailure) {
      guard let read = try await first(opening, load: load, after: earlier, changed, seen, post: post) else { return }
      let findings = Findings.translate(read.ledger, .full, workers: Opening.workers)
      // The hard work is done: from here on memory that is let go goes back to the system.
      ct_trim()
      post(
        Delivery(
          load: load,
          event: .translated(findings, files: read.ledger.files, leftAlone: read.leftAlone, inspection: read.inspection),
          proposal: read.proposal, seen: read.seen))
    } catch {
      post(Delivery(load: load, event: .failed(error)))
    }
  }

  /// What the second pass needs of a reading, whose tables are not among it.
  private struct Read {
    var ledger: Ledger
    var leftAlone: [String]
    var proposal: String
    var inspection: Inspection
    var seen: SeenBefore
  }

  /// Everything up to the first figures; `nil` where nobody waits for them any more.
  private static func first(
    _ opening: Opening, load: Int, after earlier: ReadFiles?, _ changed: [String], _ seen: SeenBefore,
    post: @escaping @Sendable (Delivery) -> Void
  ) async throws(LoadFailure) -> Read? {
    let reading = try await opening.read(after: earlier, changed: changed, keeps: true, isShown: true) {
      post(Delivery(load: load, event: .progressed($0)))
    }
    let ledger = reading.ledger(asOf: opening.asOf)
    post(
      Delivery(
        load: load,
        event: .translated(
          .translate(ledger, .coarse, workers: Opening.workers), files: ledger.files, leftAlone: reading.leftAlone,
          isRefining: true),
        proposal: reading.proposedSettings, files: reading.files))
    // What is compared with the reading before, and shown of the columns, is made while somebody reads the first figures.
    var inspection = opening.inspection(of: reading)
    // A reading that nobody waits for any more must not become what the next one is compared with.
    if Task.isCancelled { return nil }
    let now = opening.path == nil ? seen : seen.after(reading.snapshot)
    inspection.changes = now.changes
    reading.giveBackPages()
    return Read(
      ledger: ledger, leftAlone: reading.leftAlone, proposal: reading.proposedSettings, inspection: inspection, seen: now)
  }
}
