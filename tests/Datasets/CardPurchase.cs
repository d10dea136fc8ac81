namespace Tests.Datasets;

/// <summary>A booking of the council's purchase cards.</summary>
/// <param name="Row">The row's number in the full set.</param>
/// <param name="Merchant">The merchant's text, lower case and trimmed.</param>
/// <param name="Label">The spending type that the card's holder chose.</param>
public sealed record CardPurchase(int Row, string Merchant, string Label);
