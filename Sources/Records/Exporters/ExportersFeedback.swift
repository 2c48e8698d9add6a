extension Exporter {
  /// What customers say afterwards.
  static let feedback = [
    Exporter(
      "Zendesk tickets", .complaints,
      signs: [
        "Id|Ticket ID|Ticket",
        "Satisfaction Score|Satisfaction|satisfaction_rating.score|satisfaction_rating score|Satisfaction rating",
        "Created at|Requested|created_at|Created",
      ],
      columns: [
        ("Created at|Requested|Created", .field(.day)),
        (
          "Satisfaction Score|Satisfaction|satisfaction_rating.score|satisfaction_rating score|Satisfaction rating",
          .field(.kind)
        ),
        ("Organization|Organization Name", .field(.company)), ("Requester email", .field(.email)),
        ("Priority|Solved at|Updated at|Updated|Assigned at|Initially assigned at|Due at|satisfaction_rating.id", .setting),
      ],
      worth:
        "tickets that were rated bad; offered and unoffered are no answer. Column names of Zendesk's own views are not confirmed"
    ),
    Exporter(
      "NPS answers", .complaints,
      signs: [
        "Score|NPS Score|NPS|Rating", "Comment|Feedback|Comments|Email|Account", "Created At|Date|Submitted At|Responded At|At",
      ],
      unless: ["Lead Source|Deal Stage|Stage|Lead Status|Ticket ID|Badge ID|Scanned at|Source|Channel|Quelle|Kanal|Lead Score"],
      columns: [
        ("Score|NPS Score|NPS|Rating", .field(.value)), ("Created At|Date|Submitted At|Responded At|At", .field(.day)),
        ("Email", .field(.email)), ("Account|Company", .field(.company)),
      ],
      worth: "answers from 0 to 6 count as unhappy; blank answers and scores above 10 are passed over"),
  ]
}
