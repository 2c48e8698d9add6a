import Records
import Translation

/// The views, one for each name, and what lies over them while it is open.
struct Views: Sendable {
  private var all: [any View] = ViewName.allCases.map(\.fresh)
  var active = ViewName.translate
  /// Lies over Translate while it is open.
  var why: WhyView?
  /// Lies over Translate while it is open; *why* over it.
  var back: BackView?
  /// Takes the whole screen while it is shown; only an article lies over it.
  var present: PresentView?
  /// Lies over everything while it is read.
  var article: ArticleView?

  subscript(name: ViewName) -> any View {
    get { all[name.place] }
    set { all[name.place] = newValue }
  }

  /// The home view, which the commands about a pair ask what is chosen.
  var translate: TranslateView {
    get { self[.translate] as? TranslateView ?? TranslateView() }
    set { self[.translate] = newValue }
  }

  var align: AlignView? { self[.align] as? AlignView }

  /// The view on top: the one that is painted and obeys.
  var shown: any View {
    get {
      if let article { return article }
      if let present { return present }
      if active == .translate, let why { return why }
      if active == .translate, let back { return back }
      return self[active]
    }
    set {
      switch newValue {
      case let view as ArticleView: article = view
      case let view as PresentView: present = view
      case let view as WhyView: why = view
      case let view as BackView: back = view
      default: self[active] = newValue
      }
    }
  }

  /// Nothing lies over the view that would have to be found something in.
  var canSearch: Bool { !isCovered && (active != .translate || (why == nil && back == nil)) }

  /// What the view is for is not what is seen.
  var isCovered: Bool { article != nil || present != nil }

  mutating func open(_ name: ViewName) {
    active = name
    article = nil
    leavePresentation()
    guard name == .translate else { return }
    why = nil
    back = nil
  }

  /// Back to where it was opened from; Translate stands where the presentation did.
  mutating func leavePresentation() {
    if let present { translate.choose(metric: present.metricName, outcome: present.outcome) }
    present = nil
  }

  /// Closes what lies on top, ends a search, or goes home: one thing at a time.
  mutating func goBack() {
    if article != nil {
      article = nil
    } else if present != nil {
      leavePresentation()
    } else if why != nil, active == .translate {
      why = nil
    } else if back != nil, active == .translate {
      back = nil
    } else if active == .brainstorm, var board = self[.brainstorm] as? BrainstormView, board.close() {
      self[.brainstorm] = board
    } else if var data = shown as? DataView, data.isOpen {
      data.close()
      shown = data
    } else if !shown.search.isEmpty {
      shown.search = ""
    } else {
      active = .translate
    }
  }
}

/// The views that exist, in the order of their keys.
package enum ViewName: CaseIterable, Sendable {
  case translate, align, brainstorm, meeting, data

  /// How it looks when the program begins.
  var fresh: any View {
    switch self {
    case .translate: TranslateView()
    case .align: AlignView()
    case .brainstorm: BrainstormView()
    case .meeting: MeetingView()
    case .data: DataView()
    }
  }

  var title: String {
    switch self {
    case .translate: "Translate"
    case .align: "Align"
    case .brainstorm: "Brainstorm"
    case .meeting: "Meeting"
    case .data: "Data"
    }
  }

  var key: String {
    switch self {
    case .translate: "1"
    case .align: "2"
    case .brainstorm: "3"
    case .meeting: "4"
    case .data: "5"
    }
  }

  fileprivate var place: Int { ViewName.allCases.firstIndex(of: self) ?? 0 }
}
