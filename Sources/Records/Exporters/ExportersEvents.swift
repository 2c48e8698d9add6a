extension Exporter {
  /// Booths, registrations and webinars.
  static let events = [
    Exporter(
      "Eventbrite attendees", .entries,
      signs: ["Order #|Order ID", "Attendee #|Attendee Status|Ticket Type|Event Name|Event Date", "Order Date", "Email"],
      columns: [
        ("Attendee #", .field(.badge)), ("Email", .field(.email)), ("Order Date", .field(.day)),
        ("Attendee Status|Order Status|Checked In", .field(.attended)), ("Check-in Time|Checked In At", .field(.came)),
        ("Event Name", .field(.source)), ("First Name", .field(.name)),
        (
          "Quantity|Total Paid|Fees Paid|Eventbrite Fees|Eventbrite Payment Processing|Price Tier|Group|Order Type|Currency|Order #"
            + "|Date Attending|Event Date",
          .setting
        ),
      ],
      worth: "who registered and when; Attending means a valid ticket, so who came is known only where tickets were checked in"),
    Exporter(
      "Luma guests", .entries, signs: ["approval_status", "checked_in_at|qr_code_url|ticket_name", "email", "created_at"],
      columns: [
        ("email", .field(.email)), ("created_at", .field(.day)), ("name", .field(.name)),
        ("approval_status", .field(.attended)), ("checked_in_at", .field(.came)),
        (
          "api_id|guest_id|first_name|last_name|phone_number|qr_code_url|amount|amount_tax|amount_discount|currency|coupon_code"
            + "|eth_address|solana_address|survey_response_rating|survey_response_feedback|ticket_type_id|ticket_name",
          .setting
        ),
      ],
      worth: "who asked to come, who was let in and who was there; those who declined or were only invited are nobody yet"),
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
