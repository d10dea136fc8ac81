namespace Tests.Unit.Rights;

/// <summary>Where each stored member stands in an export, or why it does not. A member that is exempt is not looked into.</summary>
internal static class ExportMapping
{
    /// <summary>Paths of the export's JSON; <c>[]</c> is any item, <c>*</c> any member.</summary>
    public static IReadOnlyDictionary<string, string> Paths { get; } = Read("""
        CustomerRecord.Consent                 consents
        CustomerRecord.Profile                 profile
        CustomerRecord.Activity                activity
        CustomerRecord.Model                   model
        CustomerRecord.ConsentEpoch            model.consentEpoch
        ConsentSection.Events                  consents.history
        ConsentSection.PrivacyControlSince     consents.globalPrivacyControlSince
        ConsentSection.Operations              journal.operations
        ConsentSection.Repeats                 consents.repeats
        ConsentSection.Glasses                 consents.brokenGlassUntil
        ConsentSection.RestrictedSince         consents.restrictedSince
        ConsentEvent.Purpose                   consents.history[].purpose
        ConsentEvent.State                     consents.history[].state
        ConsentEvent.At                        consents.history[].at
        ConsentEvent.RecordedAt                consents.history[].recordedAt
        ConsentEvent.Method                    consents.history[].method
        ConsentEvent.NoticeVersion             consents.history[].noticeVersion
        ConsentEvent.RecordId                  consents.history[].recordId
        ConsentEvent.ReceiptId                 consents.history[].receiptId
        ConsentEvent.Categories                consents.history[].categories
        ConsentEvent.Channels                  consents.history[].channels
        ConsentEvent.Language                  consents.history[].language
        ConsentEvent.ExpiresAt                 consents.history[].expiresAt
        ConsentEvent.Conflict                  consents.history[].conflict
        ConsentRepeat.Purpose                  consents.repeats[].purpose
        ConsentRepeat.At                       consents.repeats[].at
        BrokenGlass.Until                      consents.brokenGlassUntil[]
        ProfileSection.BankId                  subject.customerId
        ProfileSection.Version                 profile.version
        ProfileSection.Attributes              profile.attributes
        HeldAttribute.Value                    profile.attributes[].value
        HeldAttribute.ByCustomer               profile.attributes[].source
        HeldAttribute.UpdatedAt                profile.attributes[].updatedAt
        AttributeValue.Kind                    profile.attributes[].value
        AttributeValue.Text                    profile.attributes[].value
        AttributeValue.Number                  profile.attributes[].value
        AttributeValue.Items                   profile.attributes[].value[]
        ActivitySection.Accounts               activity.accounts
        ActivitySection.Names                  activity.names[]
        ActivitySection.Window                 activity.transactions
        ActivitySection.Texts                  activity.transactions[].counterparty
        ActivitySection.Months                 activity.monthlyTotals
        ActivitySection.Balances               activity.balances
        ActivitySection.Remembered             activity.corrections[].counterparty
        ActivitySection.Streams                activity.counterparties
        HeldAccount.Id                         activity.accounts[].accountId
        HeldAccount.Floor                      activity.accounts[].forgottenBefore
        HeldAccount.First                      activity.accounts[].firstDay
        HeldAccount.OldestMonth                activity.accounts[].totalsSince
        HeldAccount.ReceivedAt                 activity.accounts[].lastReceivedAt
        WindowEntry.Account                    activity.transactions[].accountId
        WindowEntry.Day                        activity.transactions[].bookedAt
        WindowEntry.TimeOfDay                  activity.transactions[].bookedAt
        WindowEntry.Id                         activity.transactions[].id
        WindowEntry.Amount                     activity.transactions[].amount
        WindowEntry.Currency                   activity.transactions[].currency
        WindowEntry.Category                   activity.transactions[].category
        WindowEntry.Kind                       activity.transactions[].kind
        WindowEntry.Counterparty               activity.transactions[].counterparty
        WindowEntry.Description                activity.transactions[].description
        WindowEntry.Mcc                        activity.transactions[].mcc
        WindowEntry.Balance                    activity.transactions[].balanceAfter
        MonthTotal.Account                     activity.monthlyTotals[].accountId
        MonthTotal.Currency                    activity.monthlyTotals[].currency
        MonthTotal.Month                       activity.monthlyTotals[].month
        MonthTotal.Category                    activity.monthlyTotals[].category
        MonthTotal.Count                       activity.monthlyTotals[].count
        MonthTotal.Inflow                      activity.monthlyTotals[].inflow
        MonthTotal.Outflow                     activity.monthlyTotals[].outflow
        DayBalance.Account                     activity.balances[].accountId
        DayBalance.Currency                    activity.balances[].currency
        DayBalance.Day                         activity.balances[].date
        DayBalance.Amount                      activity.balances[].amount
        CounterpartyPayments.Key               activity.counterparties[].counterparty
        CounterpartyPayments.Category          activity.counterparties[].category
        CounterpartyPayments.Kept              activity.counterparties[].payments[].amount
        CounterpartyPayments.Earlier           activity.counterparties[].earlier[].count
        ModelSection.ConsentEpoch              model.consentEpoch
        ModelSection.Offers                    model.offers
        ModelSection.Outcomes                  model.outcomes
        ModelSection.Floor                     model.forgottenBefore
        ModelSection.Screen                    model.screen
        ScreenState.Stated                     preferences
        ScreenState.Uses                       model.screen.uses
        ScreenState.Places                     model.screen.places
        ScreenPreferences.Language             preferences.language
        ScreenPreferences.TextSize             preferences.textSize
        ScreenPreferences.Contrast             preferences.contrast
        ScreenPreferences.ReducedMotion        preferences.reducedMotion
        ScreenPreferences.PinnedTiles          preferences.pinnedTiles
        TileUse.Read                           model.screen.uses[].read
        TileUse.Weight                         model.screen.uses[].weight
        TileUse.Day                            model.screen.uses[].date
        PlacedTiles.Surface                    model.screen.places[].surface
        PlacedTiles.Tiles                      model.screen.places[].tiles
        PlacedTile.Tile                        model.screen.places[].tiles[].tile
        PlacedTile.Since                       model.screen.places[].tiles[].since
        ModelSection.Insights                  model.insights
        InsightState.Known                     model.insights.known
        InsightState.Muted                     model.insights.muted
        KnownInsight.Id                        model.insights.known[].id
        KnownInsight.Since                     model.insights.known[].since
        KnownInsight.ExpiresAt                 model.insights.known[].expiresAt
        KnownInsight.IsAcknowledged            model.insights.known[].isAcknowledged
        ModelSection.Decisions                 model.decisions
        DecisionHistory.Names                  model.decisions[].surface
        DecisionHistory.Packed                 model.decisions[].items[].reasons[].contribution
        LearnedOffer.Precision                 model.offers[].certainty
        LearnedOffer.Offer                     model.offers[].offer
        LearnedOffer.Bias                      model.offers[].bias
        LearnedOutcome.Decision                model.outcomes[].decision
        LearnedOutcome.Minute                  model.outcomes[].shownAt
        LearnedOutcome.Offer                   model.outcomes[].offer
        LearnedOutcome.Outcome                 model.outcomes[].outcome
        RightsRecord.Section                   rightsRequests
        RightsSection.Cases                    rightsRequests
        RightsSection.BankId                   subject.customerId
        RightsCase.Id                          rightsRequests[].request.requestId
        RightsCase.Right                       rightsRequests[].request.right
        RightsCase.Regime                      rightsRequests[].request.regime
        RightsCase.Status                      rightsRequests[].request.status
        RightsCase.ReceivedAt                  rightsRequests[].request.receivedAt
        RightsCase.DueAt                       rightsRequests[].request.dueAt
        RightsCase.Steps                       rightsRequests[].request.steps
        RightsCase.Reason                      rightsRequests[].request.reason
        RightsCase.IsExtended                  rightsRequests[].request.steps
        RightsCase.SealedDetails               rightsRequests[].details
        RightsStep.Step                        rightsRequests[].request.steps[].step
        RightsStep.State                       rightsRequests[].request.steps[].state
        RightsStep.At                          rightsRequests[].request.steps[].at
        RightsDetails.Details                  rightsRequests[].details
        RightsDetails.Attributes               rightsRequests[].attributes
        ProfileDraft.Attributes                rightsRequests[].attributes.*
        AuditEntry.At                          usage.entries[].at
        AuditEntry.Role                        usage.entries[].role
        AuditEntry.Client                      usage.entries[].client
        AuditEntry.Purpose                     usage.entries[].purpose
        AuditEntry.Operation                   usage.entries[].operation
        AuditEntry.Categories                  usage.entries[].categories
        AuditEntry.Outcome                     usage.entries[].outcome
        AuditEntry.Count                       usage.entries[].count
        AuditEntry.SealedText                  usage.entries[].caseReference
        ReviewNote.BankId                      subject.customerId
        ReviewNote.Client                      usage.entries[].client
        ReviewNote.Purpose                     usage.entries[].purpose
        ReviewNote.SealedReason                usage.entries[].breakGlass
        ReviewNote.At                          usage.entries[].at
        ReviewNote.Until                       consents.brokenGlassUntil[]
        """);

    /// <summary>The members that no export has, each with its reason.</summary>
    public static IReadOnlyDictionary<string, string> Exempt { get; } = Read("""
        CustomerRecord.Version                 counts writes of the row, says nothing of the customer
        CustomerRecord.FrozenEvidence          stands only once the customer is frozen, and then nothing is exported any more
        ConsentSection.WithdrawnAtVersion      a number of a row, says nothing of the customer
        Operation.Key                          a hash of who called and of the call's own key
        Operation.Request                      a hash of what was asked
        Operation.At                           when a call was answered: the usage has every call
        Operation.Answer                       what was answered at the time, a copy of what is exported itself; gone after 24 hours
        WindowEntry.OwnCategory                what the exported category would be without another of the exported transactions
        WindowEntry.IsCorrected                says that the exported category is the customer's own word
        WindowEntry.IsSettled                  says that another transaction is forgotten, nothing of the customer
        BrokenGlass.By                         stands for a person of the bank, not for the customer (CJEU C-579/21)
        RightsRecord.Version                   counts writes of the row, says nothing of the customer
        RightsSection.Hold                     the bank's own legal claims: saying so could defeat them (GDPR, article 23(1)(j))
        RightsSection.Operations               answers of repeated calls about the requests above, nothing else
        RightsCase.ClosedAt                    stands as the time of the last step
        RightsCase.IsFormer                    requests of an earlier bearer of the id are somebody else's and are not exported
        RightsCase.DetailsHash                 a hash of the details, which are exported themselves
        RightsCase.Erasure                     once it has begun nothing is exported any more
        AuditEntry.Id                          tells entries apart, says nothing of the customer
        AuditEntry.Kind                        a repeat has a count, which is exported
        AuditEntry.Subject                     a hash that stands for the customer in the log
        AuditEntry.Actor                       stands for a person of the bank, not for the customer (CJEU C-579/21)
        AuditEntry.CaseHash                    a hash of the case, which is exported itself
        AuditEntry.GlassHash                   a hash of the reason, which is exported itself
        AuditEntry.DestroyedKeys               of an erasure, after which nothing is exported any more
        ReviewNote.BrokenBy                    a person of the bank, not the customer (CJEU C-579/21)
        ReviewNote.Outcome                     judges a person of the bank, not the customer
        ReviewNote.ReviewedBy                  a person of the bank, not the customer (CJEU C-579/21)
        ReviewNote.ReviewedAt                  judges a person of the bank, not the customer
        """);

    private static Dictionary<string, string> Read(string table) => table.Split('\n').Select(line => line.Trim().Split(' ', 2)).ToDictionary(p => p[0], p => p[1].Trim());
}
