import { Popover } from "@mantine/core";
import FilterInputs from "@/components/data-table/filter-inputs";
import { FilterButton, type FilterMenuProps } from "@/components/data-table/toolbar-buttons";

export default function FilterMenu(props: FilterMenuProps) {
  return (
    <Popover width={300} position="bottom-start" trapFocus withinPortal defaultOpened>
      <Popover.Target><FilterButton {...props} /></Popover.Target>
      <Popover.Dropdown><FilterInputs {...props} /></Popover.Dropdown>
    </Popover>
  );
}
