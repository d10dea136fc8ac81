namespace Tests.Benchmarks.Categories;

/// <summary>A booking to learn from or to be asked about.</summary>
/// <param name="Merchant">The merchant's text.</param>
/// <param name="Answer">The right class.</param>
internal readonly record struct Lesson(string Merchant, string Answer);
