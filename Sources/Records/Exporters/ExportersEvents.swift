extension Exporter {
  /// Booths, registrations and webinars.
  static let events = [
    Exporter(
      "Eventbrite attendees", .entries,
      signs: ["Order #|Order ID", "Attendee #|Attendee Status|Ticket Type", "Order Date", "Email"],
      columns: [
        ("Attendee #", .field(.badge)), ("Email", .field(.email)), ("Order Date", .field(.day)),
        ("Attendee Status", .field(.attended)), ("Event Name", .field(.source)), ("First Name", .field(.name)),
        (
          "Quantity|Total Paid|Fees Paid|Eventbrite Fees|Eventbrite Payment Processing|Price Tier|Group|Order Type|Currency|Order #"
            + "|Date Attending",
          .setting
        ),
      ],
      worth: "who registered and when; Attending means a valid ticket, so who came is known only where tickets were checked in"),
    Exporter(
      "Badge scanner", .entries,
      signs: [
        "Badge ID|Badge|Badge number|Scanned at|Scan time|Scanned by|Origin", "Email|E-Mail|Email Address|Work Email|Last Name",
        "Scanned at|Scan time|Scan date|Scanned|Captured at|Timestamp",
      ],
      columns: [
        ("Badge ID|Badge|Badge number", .field(.badge)), ("Email|E-Mail|Email Address|Work Email", .field(.email)),
        ("Scanned at|Scan time|Scan date|Scanned|Captured at|Timestamp", .field(.day)), ("Scanned by|Scanner", .field(.owner)),
        ("Notes|Note|Comments", .field(.noted)), ("Company Name|Company", .field(.company)),
      ],
      worth: "one row an entry, so people are counted once and staff apart; whom nobody talked to is here as well"),
    Exporter(
      "Webinar attendees", .entries,
      signs: ["Attended", "Registration Time|Join Time|Time in Session (minutes)|Approval Status", "Email|Email Address"],
      columns: [
        ("Email|Email Address", .field(.email)), ("Registration Time", .field(.day)), ("Attended", .field(.attended)),
        ("Join Time", .field(.came)),
        ("Leave Time|Time in Session (minutes)|Approval Status|Country/Region Name", .setting),
      ],
      worth: "who registered and who came; one row a session, so people who joined twice are counted once"),
  ]
}
