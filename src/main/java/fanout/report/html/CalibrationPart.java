package fanout.report.html;

import fanout.model.Calibration;
import fanout.report.CalibrationText;
import fanout.report.Table;
import fanout.report.html.HtmlReport.Source;
import java.util.List;

/** The answers of a calibration: whether the instrument is right. */
final class CalibrationPart {
  private CalibrationPart() {}

  static Page.Part of(List<Source> sources) {
    StringBuilder html = new StringBuilder();
    for (Source source : sources) {
      if (Calibration.isIn(source.file().entries())) {
        Calibration calibration = Calibration.of(source.file().entries());
        Table table = CalibrationText.table(calibration);
        html.append(Html.element("p", "answer", CalibrationText.conclusion(calibration)));
        html.append(Html.table(source.name(), table, table.rows().size()));
      }
    }
    return new Page.Part("calibration", "Is the instrument right?", html.toString());
  }
}
