namespace Grains.Insights;

/// <summary>What decides which counterparty's streams have to go where there are too many.</summary>
/// <param name="Streams">How many streams there are of the counterparty.</param>
/// <param name="EndsOn">Day number on which the last of its mature streams ends if nothing more comes; 0 where none is mature.</param>
internal readonly record struct StreamRank(int Streams, int EndsOn)
{
    /// <summary>Both as one number.</summary>
    /// <param name="last">Day number of the newest payment.</param>
    public int Pack(int last) => ((EndsOn == 0 ? 0 : EndsOn - last) << 4) | Streams;

    /// <summary>Reads what <see cref="Pack"/> made.</summary>
    public static StreamRank Unpack(int packed, int last) => new(packed & 15, packed < 16 ? 0 : last + (packed >> 4));
}
