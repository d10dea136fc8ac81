namespace Tests.Benchmarks.Categories;

/// <summary>
/// What the council's spending types are among our categories. They say what a department bought for which budget, not what kind of shop it
/// bought from, so only those are mapped that mean much the same in a household; the others are left out of learning and testing.
/// </summary>
internal static class SpendingTypes
{
    private static readonly Dictionary<string, string[]> Types = new()
    {
        ["clothing"] = ["Clothing&Uniforms"],
        ["communications"] = ["Postage", "Phon NonCentrx Lines", "Mobiles/Radios/Pagrs"],
        ["dining"] = ["Hospitality"],
        ["education"] = ["Training Other", "Training Tutor Fees", "Exam Fees"],
        ["fees"] = ["Bank & Goro ChgsS"],
        ["groceries"] = ["Purchases Food"],
        ["home"] = ["Bldg RM Departmental", "Other Fix&Fittings", "Grounds Maintenance"],
        ["leisure"] = ["Books", "Visits Expenditure"],
        ["services"] = ["Prof Fees other", "Legal Fee Other"],
        ["shopping"] = ["Equip Operational", "Equip Other", "Equip Office", "Stationery"],
        ["subscriptions"] = ["N'Papers&Periodicals", "Subscriptions"],
        ["taxes"] = ["Vehicle Excise Lics", "Licences & Permits"],
        ["transport"] =
        [
            "Vehicle Fuel", "Vehicle OthrunCosts", "Vehicle R&M", "Vehicle Tyres", "Vehicle Hire Charge", "Travel Bus/Rail", "Travel Taxis", "Ttavel Other (UK)",
            "Car Parking", "Transport Misc",
        ],
        ["travel"] = ["Travel Foreign", "Other Third Parties", "Conference Fees Subs Foreign"],
        ["utilities"] = ["Electricity", "Gas", "Water Services", "Refuse Collection"],
    };

    private static readonly Dictionary<string, string> Categories =
        Types.SelectMany(static of => of.Value.Select(type => (type, of.Key))).ToDictionary(static pair => pair.type, static pair => pair.Key);

    /// <summary>The category of a spending type.</summary>
    /// <param name="type">As the set has it.</param>
    /// <returns>Its id; null where it is none of ours.</returns>
    public static string? CategoryOf(string type) => Categories.GetValueOrDefault(type);
}
