/// What one file is about.
package enum Subject: String, CaseIterable, Sendable {
  /// One row a person who left details.
  case leads
  /// One row a deal or opportunity.
  case deals
  /// One row a change of a deal's stage.
  case stages
  /// One row a contact with a person (channel, day).
  case touches
  /// One row a raw entry: badge scans, registrations, MQL lists. People may come twice.
  case entries
  /// One row a call, mail or meeting by sales.
  case activities
  /// One row a customer contract.
  case customers
  /// One row a complaint or ticket.
  case complaints
  /// Money spent, by day, week or month and channel.
  case spend
  /// Numbers by day, week or month without ids.
  case numbers
  /// Recognised as a table that explains others (products, teams, a data dictionary): read, not counted.
  case reference
}

/// What one column means.
package enum Field: String, CaseIterable, Sendable {
  // identity
  case leadID = "lead_id"
  case dealID = "deal_id"
  case accountID = "account_id"
  case email, name, company, badge
  // people
  case created, source
  case handedOver = "handed_over"
  case accepted, rejected, qualified
  case rejectionReason = "rejection_reason"
  case firstResponse = "first_response"
  case noted
  // deals
  case opened, won, lost, closed, stage, amount
  case lossReason = "loss_reason"
  case dealKind = "deal_kind"
  case owner, currency
  /// The stage a change of stage came from; `stage` is where it went.
  case stageBefore = "stage_before"
  // rows about people
  case day, channel, minutes, kind, attended
  /// When whoever attended came; `day` is then when they registered.
  case came
  /// How a call ended, and which way it went.
  case reached, direction
  // customers
  case start, ended, yearly
  case yearlyAtStart = "yearly_at_start"
  case renewals, term
  // numbers
  case period
  /// The last day of a period whose first is another column's.
  case periodEnd = "period_end"
  case value, spent
}

/// Their headings → our fields, for one file: proposed by the reader, kept and corrected in `parley.toml`.
package struct Mapping: Sendable, Hashable {
  package var file: String
  package var subject: Subject?
  /// The user said that this file is not to be read into the ledger (`subject = "none"`).
  package var isLeftOut = false
  /// Field for each heading that is used, in the order of the file.
  package var fields: [Assignment]

  package struct Assignment: Sendable, Hashable {
    package var heading: String
    /// `nil`: the user said that this column is not to be used (`"none"`).
    package var field: Field?
    package init(heading: String, field: Field?) {
      self.heading = heading
      self.field = field
    }
  }

  package init(file: String, subject: Subject?, fields: [Assignment] = []) {
    self.file = file
    self.subject = subject
    self.fields = fields
  }
}
